package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.kindling.peer.core.discovery.Town.SECOND_TRACKER;
import static org.kindling.peer.core.discovery.Town.TRACKER;
import static org.kindling.peer.core.discovery.Town.asks;
import static org.kindling.peer.core.discovery.Town.dials;
import static org.kindling.peer.core.discovery.Town.facts;
import static org.kindling.peer.core.discovery.Town.people;
import static org.kindling.peer.core.discovery.Town.remembered;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.peer.core.session.Session;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.identity.Endpoint;

class TrackersTest {
    private static final int MINUTE = 60_000;

    private final List<Long> askedAt = new ArrayList<>();
    private final List<Action> seen = new ArrayList<>();

    private static Town newcomer() {
        return new Town(5, List.of(TRACKER), List.of());
    }

    /** Lives on; trackers stay silent, nobody answers a call. */
    private void liveWithoutTracker(Town town, long millis) {
        long end = town.now + millis;
        while (town.now < end) {
            List<Action> actions = town.sleepUntil(end);
            seen.addAll(actions);
            dials(actions).forEach(town::refuse);
            for (Action.AskTracker ask : Town.only(Action.AskTracker.class, actions)) {
                askedAt.add(town.now);
                town.trackerIsSilent(ask.tracker());
                seen.addAll(town.drain());
            }
        }
    }

    @Test
    void whoKnowsNobodyAsksAtOnceAndThatCallIsNeeded() {
        Town town = newcomer();

        List<Action> actions = town.wake();

        assertThat(asks(actions)).containsExactly(Announce.Occasion.STARTED);
        assertThat(facts(TrackerFact.Asked.class, actions)).containsExactly(new TrackerFact.Asked(TRACKER, true));
        assertThat(town.discovery.neighbourhood().trackerCallsNeeded()).isOne();
    }

    @Test
    void whoRemembersOthersAsksOnlyWhenTheyDoNotAnswerAndThatCallIsNotNeeded() {
        Town town = new Town(5, List.of(TRACKER), remembered(people(20)));
        assertThat(asks(town.wake())).isEmpty();
        long born = town.now;
        List<Action> actions = List.of();
        while (asks(actions).isEmpty()) {
            actions = town.sleepUntil(born + MINUTE);
        }

        assertThat(town.now - born).isEqualTo(5_000);
        assertThat(facts(TrackerFact.Asked.class, actions)).containsExactly(new TrackerFact.Asked(TRACKER, false));
    }

    @Test
    void theSecondTierIsAskedTenSecondsLater() {
        Town town = new Town(5, List.of(TRACKER, SECOND_TRACKER), List.of());
        long born = town.now;
        assertThat(Town.only(Action.AskTracker.class, town.wake()))
                .extracting(Action.AskTracker::tracker)
                .containsExactly(TRACKER);
        List<Action> actions = List.of();
        while (asks(actions).isEmpty()) {
            actions = town.sleepUntil(born + MINUTE);
        }

        assertThat(Town.only(Action.AskTracker.class, actions))
                .extracting(Action.AskTracker::tracker)
                .containsExactly(SECOND_TRACKER);
        assertThat(town.now - born).isEqualTo(10_000);
    }

    @Test
    void aTrackersRecordsAreCheckedBeforeAnybodyIsCalled() {
        Town town = newcomer();
        town.wake();

        assertThat(town.trackerAnswers(TRACKER, someone(1).record(), town.self.record()))
                .containsExactly(someone(1).record());

        assertThat(dials(town.wake())).isEmpty();
        town.discovery.learned(List.of(someone(1).record()), TRACKER, town.now);
        assertThat(dials(town.wake())).hasSize(1);
    }

    @Test
    void whoMustWaitTakesTheNamesAtOnceAndComesBackWithItsTicketWhenTheTimeIsOver() {
        Town town = newcomer();
        town.wake();
        town.call(someone(1));
        town.call(someone(2));
        town.ticket = Bytes.fromHex("ab".repeat(32));
        town.intervalMillis = 200_000;
        assertThat(town.trackerAnswers(TRACKER, someone(3).record()))
                .containsExactly(someone(3).record());
        List<Action> told = town.drain();
        long born = town.now;
        List<Action> actions = List.of();
        while (asks(actions).isEmpty()) {
            actions = town.sleepUntil(born + 10 * MINUTE);
            dials(actions).forEach(town::refuse);
        }

        Announce again = Town.only(Action.AskTracker.class, actions).get(0).announce();
        assertThat(again.ticket()).isEqualTo(town.ticket);
        assertThat(again.occasion()).isEqualTo(Announce.Occasion.STARTED);
        assertThat(town.now - born).isBetween(180_000L, 260_000L);
        assertThat(facts(TrackerFact.Found.class, told)).hasSize(1);
        assertThat(facts(TrackerFact.Lost.class, told)).isEmpty();
    }

    /** Its trackers make it wait, and do this before each answer. @return when the first one counted as lost; 0 if none did */
    private static long lostAt(Town town, long mostMillis, Runnable beforeAnswer) {
        town.ticket = Bytes.fromHex("ab".repeat(32));
        town.intervalMillis = MINUTE;
        town.call(someone(1));
        town.call(someone(2));
        long end = town.now + mostMillis;
        while (town.now < end) {
            List<Action> step = new ArrayList<>(town.sleepUntil(end));
            dials(step).forEach(town::refuse);
            for (Action.AskTracker ask : Town.only(Action.AskTracker.class, step)) {
                beforeAnswer.run();
                town.trackerAnswers(ask.tracker());
            }
            step.addAll(town.drain());
            if (!facts(TrackerFact.Lost.class, step).isEmpty()) {
                return town.now;
            }
        }
        return 0;
    }

    @Test
    void aTrackerThatMakesUsWaitForMoreThanAQuarterOfAnHourDoesNotCount() {
        Town town = newcomer();
        long born = town.now;

        long lostAt = lostAt(town, 40 * MINUTE, () -> {});

        assertThat(lostAt - born).isBetween(15L * MINUTE, 19L * MINUTE);
    }

    @Test
    void toBeListedForAMomentNowAndThenIsNotEnoughForMoreThanAnHour() {
        Town town = newcomer();
        long born = town.now;
        Bytes ticket = Bytes.fromHex("ab".repeat(32));

        long lostAt = lostAt(town, 80 * MINUTE, () -> {
            boolean isMoment = (town.now - born) / MINUTE % 5 == 4;
            town.ticket = isMoment ? Bytes.EMPTY : ticket;
            town.listedSinceMillis = town.now;
        });

        assertThat(lostAt - born).isBetween(60L * MINUTE, 67L * MINUTE);
    }

    @Test
    void whoComesFromAnotherAddressMayHaveToWaitAnewButNotForEver() {
        Town moved = newcomer();
        long born = moved.now;
        long lostAt = lostAt(
                moved, 40 * MINUTE, () -> moved.seenHost = moved.now - born < 10 * MINUTE ? "127.0.0.1" : "127.0.0.2");
        Town moving = newcomer();
        long lastAt = lostAt(moving, 80 * MINUTE, () -> moving.seenHost = "127.0.0." + (moving.now / MINUTE % 250 + 1));

        assertThat(lostAt - born).isBetween(25L * MINUTE, 30L * MINUTE);
        assertThat(lastAt - born).isBetween(60L * MINUTE, 65L * MINUTE);
    }

    @Test
    void whileTheFirstTrackerMakesUsWaitTheSecondIsAskedToo() {
        Town town = new Town(5, List.of(TRACKER, SECOND_TRACKER), List.of());
        List<String> asked = new ArrayList<>();
        town.ticket = Bytes.fromHex("ab".repeat(32));
        town.intervalMillis = 15 * MINUTE;
        town.call(someone(1));
        town.call(someone(2));
        long end = town.now + 5 * MINUTE;
        while (town.now < end) {
            List<Action> step = town.sleepUntil(end);
            dials(step).forEach(town::refuse);
            Town.only(Action.AskTracker.class, step).forEach(ask -> {
                asked.add(ask.tracker());
                town.trackerAnswers(ask.tracker());
            });
        }

        assertThat(asked).containsExactly(TRACKER, SECOND_TRACKER);
    }

    @Test
    void aTrackerThatAnswersIsFoundOnceAndAskedAtThePaceItNames() {
        Town town = newcomer();
        town.call(someone(1));
        town.call(someone(2));
        town.discovery.befriend(someone(3).endpoint(), town.now);
        List<Action> actions = new ArrayList<>();
        long end = town.now + 20 * MINUTE;
        List<Announce.Occasion> occasions = new ArrayList<>();
        while (town.now < end) {
            List<Action> step = town.sleepUntil(end);
            dials(step).forEach(town::refuse);
            occasions.addAll(asks(step));
            asks(step).forEach(ask -> town.trackerAnswers(TRACKER));
            actions.addAll(step);
            actions.addAll(town.drain());
        }

        assertThat(occasions).hasSizeBetween(18, 22);
        assertThat(occasions.get(0)).isEqualTo(Announce.Occasion.STARTED);
        assertThat(occasions.subList(1, occasions.size())).containsOnly(Announce.Occasion.REGULAR);
        assertThat(facts(TrackerFact.Found.class, actions)).hasSize(1);
        assertThat(town.discovery.neighbourhood().trackerCallsNeeded()).isZero();
    }

    @Test
    void inCompanyNoTrackerIsAskedAgainWithinFifteenSecondsWhateverItSays() {
        Town town = newcomer();
        people(3).forEach(town::call);
        town.intervalMillis = 1_000;
        town.intervalMillisMin = 1_000;
        List<Action.AskTracker> asked = new ArrayList<>();
        untilAsked(town, asked);

        long waited = untilAsked(town, asked);

        assertThat(waited).isGreaterThanOrEqualTo(15_000);
    }

    @Test
    void aSilentTrackerIsAskedForEverWithGrowingPausesWhileWeAreAloneAndLostOnce() {
        Town town = newcomer();

        liveWithoutTracker(town, 60L * MINUTE);

        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < askedAt.size(); i++) {
            pauses.add(askedAt.get(i) - askedAt.get(i - 1));
        }
        assertThat(pauses.get(0)).isBetween(1_000L, 2_000L);
        assertThat(pauses)
                .hasSizeGreaterThan(60)
                .allSatisfy(pause -> assertThat(pause).isBetween(1_000L, 60_000L));
        assertThat(pauses.subList(8, pauses.size()))
                .allSatisfy(pause -> assertThat(pause).isGreaterThan(29_999L));
        assertThat(facts(TrackerFact.Lost.class, seen)).hasSize(1);
    }

    @Test
    void inCompanyASilentTrackerIsAskedAtMostOnceAMinuteAndNeverNeeded() {
        Town town = new Town(5, List.of(TRACKER), remembered(people(20)));
        town.call(someone(1));
        town.call(someone(2));

        liveWithoutTracker(town, 60L * MINUTE);

        for (int i = 1; i < askedAt.size(); i++) {
            assertThat(askedAt.get(i) - askedAt.get(i - 1)).isGreaterThanOrEqualTo(MINUTE);
        }
        assertThat(askedAt).hasSizeGreaterThan(50);
        assertThat(facts(TrackerFact.Asked.class, seen)).noneMatch(TrackerFact.Asked::isNeeded);
        assertThat(facts(TrackerFact.Lost.class, seen)).hasSize(1);
    }

    @Test
    void withTheTrackerDeadAndAFullBookNoCallIsNeededThroughARestart() {
        Town town = new Town(5, List.of(TRACKER), remembered(people(50)));
        long end = town.now + 10 * MINUTE;
        boolean areAnswering = false;
        while (town.now < end) {
            List<Action> actions = town.sleepUntil(end);
            seen.addAll(actions);
            asks(actions).forEach(ask -> town.trackerIsSilent(TRACKER));
            for (Action.Dial dial : dials(actions)) {
                if (areAnswering) {
                    town.answer(dial, someone(dial.endpoint().port() - 10_000));
                } else {
                    town.refuse(dial);
                }
            }
            areAnswering = town.now >= end - 10 * MINUTE + 3_000;
        }

        assertThat(facts(TrackerFact.Asked.class, seen)).isNotEmpty().noneMatch(TrackerFact.Asked::isNeeded);
        assertThat(town.sessions.outbound()).isEqualTo(16);
    }

    @Test
    void whoLosesItsCompanyAsksTheTrackerAfterAPatientWhile() {
        Town town = newcomer();
        town.wake();
        town.trackerAnswers(TRACKER);
        List<Session> company = List.of(town.call(someone(1)), town.call(someone(2)));
        askedAt.clear();
        long stop = town.now + 20_000;
        while (town.now < stop) {
            asks(town.sleepUntil(stop)).forEach(ask -> town.trackerAnswers(TRACKER));
        }
        company.forEach(town::lose);
        long lonelySince = town.now;
        List<Action> actions = town.wake();
        while (asks(actions).isEmpty()) {
            dials(actions).forEach(town::refuse);
            actions = town.sleepUntil(lonelySince + MINUTE);
        }

        assertThat(town.now - lonelySince).isBetween(5_000L, 16_000L);
    }

    @Test
    void aTrackerThatListsUsIsToldWhenWeLeave() {
        Town town = new Town(5, List.of(TRACKER, SECOND_TRACKER), List.of());
        town.wake();
        town.trackerAnswers(TRACKER);
        town.drain();
        Outbox out = new Outbox();

        town.discovery.leave(town.now, town.picture(), out);

        List<Action> actions = out.drain();
        assertThat(Town.only(Action.AskTracker.class, actions)).singleElement().satisfies(ask -> {
            assertThat(ask.tracker()).isEqualTo(TRACKER);
            assertThat(ask.announce().occasion()).isEqualTo(Announce.Occasion.STOPPED);
            assertThat(ask.announce().want()).isZero();
        });
        town.now += 10 * MINUTE;
        assertThat(town.wake()).isEmpty();
    }

    /** Sleeps until the tracker is asked, and lets it answer. @return how long that took */
    private static long untilAsked(Town town, List<Action.AskTracker> asked) {
        long from = town.now;
        int before = asked.size();
        while (asked.size() == before) {
            asked.addAll(Town.only(Action.AskTracker.class, town.sleepUntil(from + 10 * MINUTE)));
        }
        town.trackerAnswers(TRACKER);
        town.drain();
        return town.now - from;
    }

    @Test
    void whoHasMovedTellsItsTrackersOnceAndAsSoonAsTheyAllow() {
        Town town = newcomer();
        List<Action.AskTracker> asked = new ArrayList<>();
        people(3).forEach(town::call);
        untilAsked(town, asked);
        town.presented = Someone.of(Town.NETWORK, 0, new Endpoint("203.0.113.9", 7_000));
        town.discovery.bansChanged(List.of(), town.now);

        long waited = untilAsked(town, asked);
        long waitedThen = untilAsked(town, asked);

        assertThat(waited).isBetween(14_000L, 16_000L);
        assertThat(asked.get(1).announce().record()).isEqualTo(town.presented.record());
        assertThat(waitedThen).isGreaterThan(30_000);
    }

    @Test
    void everySourceSaysHowItStands() {
        Town town = newcomer();
        town.wake();
        town.trackerIsSilent(TRACKER);

        assertThat(town.discovery.neighbourhood().sources())
                .extracting(PeerView.Source::kind, PeerView.Source::state)
                .contains(tuple("tracker", "silent: connection refused"))
                .hasSize(6);
        assertThat(town.discovery.neighbourhood().sources().get(0).nextTryMillis())
                .isGreaterThan(town.now);
    }
}
