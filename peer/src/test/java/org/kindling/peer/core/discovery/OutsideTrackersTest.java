package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.TRACKER;
import static org.kindling.peer.core.discovery.Town.dials;
import static org.kindling.peer.core.discovery.Town.facts;
import static org.kindling.peer.core.discovery.Town.people;
import static org.kindling.peer.core.discovery.Town.remembered;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.peer.core.session.Session;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;

/** Trackers that speak BitTorrent's protocols: strangers that introduce, and nothing else. */
class OutsideTrackersTest {
    private static final String OUTSIDE = "udp://127.0.0.1:6969";
    private static final String IN_THE_INTERNET = "udp://198.51.100.1:6969";
    private static final int MINUTE = 60_000;
    private static final int HALF_HOUR_SECONDS = 1_800;
    private static final int QUARTER_SECONDS = 900;

    private static Town newcomer(String... trackers) {
        return new Town(5, List.of(trackers), List.of());
    }

    private static List<SwarmAnnounce> swarmAsks(List<Action> actions) {
        return Town.only(Action.AskSwarm.class, actions).stream()
                .map(Action.AskSwarm::announce)
                .toList();
    }

    private static Endpoint[] places(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> someone(number).endpoint())
                .toArray(Endpoint[]::new);
    }

    /** Sleeps until one outside is asked. @return how long that took */
    private static long untilAsked(Town town, List<SwarmAnnounce> asked, long mostMillis) {
        long from = town.now;
        int before = asked.size();
        while (asked.size() == before && town.now - from < mostMillis) {
            List<Action> actions = town.sleepUntil(from + mostMillis);
            dials(actions).forEach(town::refuse);
            asked.addAll(swarmAsks(actions));
        }
        return town.now - from;
    }

    @Test
    void whoKnowsNothingElseTellsItItsPortAndAsksForEveryone() {
        Town town = newcomer(OUTSIDE);

        List<Action> actions = town.wake();

        assertThat(Town.asks(actions)).isEmpty();
        assertThat(swarmAsks(actions)).singleElement().satisfies(ask -> {
            assertThat(ask.infoHash()).isEqualTo(InfoHash.of(Town.NETWORK));
            assertThat(ask.peerId()).isEqualTo(PeerId.of(Town.NETWORK, town.self.node()));
            assertThat(ask.port()).isEqualTo(town.self.endpoint().port());
            assertThat(ask.progress().leftBytes()).isPositive();
            assertThat(ask.event()).isEqualTo(SwarmEvent.STARTED);
            assertThat(ask.want()).isEqualTo(50);
        });
        assertThat(facts(TrackerFact.Asked.class, actions)).containsExactly(new TrackerFact.Asked(OUTSIDE, true));
    }

    @Test
    void whoDoesNotKnowItsAddressYetTellsThePortItListensAt() {
        Someone self = someone(7);
        PeerRecord nowhere = new PeerRecord.Content(
                        Town.NETWORK, self.pair().publicKey(), 1, List.of(), List.of(), 1, Town.START_MILLIS)
                .sign(self.pair());

        assertThat(Introductions.announce(nowhere, 7_001, Occasion.REGULAR, 50).port())
                .isEqualTo(7_001);
        assertThat(Introductions.announce(nowhere, 0, Occasion.REGULAR, 50).port())
                .isZero();
        assertThat(Introductions.announce(self.record(), 7_001, Occasion.REGULAR, 50)
                        .port())
                .isEqualTo(self.endpoint().port());
    }

    @Test
    void whomItNamesIsCalledAndRememberedOnlyOnceHeHasProvenWhoHeIs() {
        Town town = newcomer(OUTSIDE);
        town.wake();

        town.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS, places(1));

        assertThat(town.discovery.book().known()).isZero();
        List<Action> actions = town.wake();
        Action.Dial dial = dials(actions).get(0);
        assertThat(dial.endpoint()).isEqualTo(someone(1).endpoint());
        assertThat(dial.expected()).isEmpty();
        town.answer(dial, someone(1));
        assertThat(town.discovery.book().tried()).isOne();
        assertThat(facts(TrackerFact.Found.class, actions)).containsExactly(new TrackerFact.Found(OUTSIDE, 1));
    }

    @Test
    void whatItWasNotAskedItCannotAnswer() {
        Town town = newcomer(OUTSIDE, TRACKER);

        town.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS, places(3));
        town.wake();
        town.swarmAnswers(TRACKER, HALF_HOUR_SECONDS, QUARTER_SECONDS, places(3));

        assertThat(dials(town.wake())).isEmpty();
    }

    @Test
    void ourselvesAndWhomItCannotKnowAreNotCalled() {
        Town here = newcomer(OUTSIDE);
        here.wake();
        here.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS, here.self.endpoint());
        Town elsewhere = newcomer(IN_THE_INTERNET);
        elsewhere.wake();
        elsewhere.swarmAnswers(
                IN_THE_INTERNET,
                HALF_HOUR_SECONDS,
                QUARTER_SECONDS,
                new Endpoint("127.0.0.1", 22),
                new Endpoint("192.168.1.1", 80),
                new Endpoint("0.0.0.0", 7000),
                new Endpoint("203.0.113.9", 7000));

        assertThat(dials(here.wake())).isEmpty();
        assertThat(dials(elsewhere.wake()))
                .extracting(dial -> dial.endpoint().toString())
                .containsExactly("203.0.113.9:7000");
        assertThat(elsewhere.discovery.neighbourhood().sources())
                .filteredOn(source -> source.kind().equals("tracker"))
                .singleElement()
                .satisfies(
                        source -> assertThat(source.state()).startsWith("answered 1 peer; 3 left out whose private"));
    }

    @Test
    void oneFillsAQuarterOfTheRoomAndTheRestOfItsAnswerWaitsWhileWeAreLonely() {
        Town town = newcomer(OUTSIDE);
        town.wake();
        Set<Endpoint> called = new LinkedHashSet<>();

        town.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS, places(50));

        assertThat(town.discovery.book().everybody()).hasSize(16);
        long end = town.now + 10 * MINUTE;
        while (town.now < end) {
            for (Action.Dial dial : dials(town.sleepUntil(end))) {
                called.add(dial.endpoint());
                town.refuse(dial);
            }
        }
        assertThat(called).containsExactlyInAnyOrder(places(50));
    }

    @Test
    void itIsNeverAskedSoonerThanItWishesHoweverLonelyWeAre() {
        Town town = newcomer(OUTSIDE);
        List<SwarmAnnounce> asked = new ArrayList<>();
        untilAsked(town, asked, MINUTE);
        town.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS);
        long lonely = untilAsked(town, asked, 60L * MINUTE);
        town.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, 0);
        long lonelyWithoutLeast = untilAsked(town, asked, 60L * MINUTE);
        people(3).forEach(town::call);
        town.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS);
        long inCompany = untilAsked(town, asked, 60L * MINUTE);

        assertThat(lonely).isBetween(15L * MINUTE, 17L * MINUTE);
        assertThat(lonelyWithoutLeast).isBetween(30L * MINUTE, 33L * MINUTE);
        assertThat(inCompany).isBetween(27L * MINUTE, 33L * MINUTE);
        assertThat(asked)
                .extracting(SwarmAnnounce::event)
                .containsExactly(SwarmEvent.STARTED, SwarmEvent.REGULAR, SwarmEvent.REGULAR, SwarmEvent.REGULAR);
    }

    @Test
    void aSilentOneIsAskedOnAndAPauseThatItNamesIsKept() {
        Town town = newcomer(OUTSIDE);
        List<SwarmAnnounce> asked = new ArrayList<>();
        untilAsked(town, asked, MINUTE);
        town.trackerIsSilent(OUTSIDE);
        long afterSilence = untilAsked(town, asked, 60L * MINUTE);
        town.discovery
                .informants()
                .trackerSilent(
                        new Event.TrackerSilent(OUTSIDE, "refused: overloaded", 20L * MINUTE), town.now, new Outbox());
        long afterPause = untilAsked(town, asked, 60L * MINUTE);
        town.discovery
                .informants()
                .trackerSilent(
                        new Event.TrackerSilent(OUTSIDE, "refused: never", Long.MAX_VALUE), town.now, new Outbox());
        long afterNever = untilAsked(town, asked, 120L * MINUTE);
        people(3).forEach(town::call);
        town.trackerIsSilent(OUTSIDE);
        long inCompany = untilAsked(town, asked, 60L * MINUTE);

        assertThat(afterSilence).isBetween(1_000L, 2_000L);
        assertThat(afterPause).isBetween(20L * MINUTE, 21L * MINUTE);
        assertThat(afterNever).isBetween(60L * MINUTE, 61L * MINUTE);
        assertThat(inCompany).isBetween(15L * MINUTE, 17L * MINUTE);
        assertThat(town.discovery.neighbourhood().sources().get(0).state()).isEqualTo("silent: connection refused");
    }

    @Test
    void oneOfOursIsAskedFirstWhateverTheOrder() {
        Town town = newcomer(OUTSIDE, TRACKER);
        long born = town.now;

        List<Action> first = town.wake();
        List<SwarmAnnounce> asked = new ArrayList<>();
        untilAsked(town, asked, MINUTE);

        assertThat(Town.asks(first)).hasSize(1);
        assertThat(swarmAsks(first)).isEmpty();
        assertThat(town.now - born).isEqualTo(10_000);
    }

    @Test
    void inCompanyItIsToldOfUsWhateverBecomesOfOursAndItsOwnSilenceCallsNoSecondOneOfOurs() {
        Town town = newcomer(TRACKER, Town.SECOND_TRACKER, OUTSIDE);
        people(3).forEach(town::call);
        town.wake();
        List<SwarmAnnounce> swarm = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        long end = town.now + 20L * MINUTE;
        while (town.now < end) {
            List<Action> actions = town.sleepUntil(end);
            dials(actions).forEach(town::refuse);
            swarm.addAll(swarmAsks(actions));
            swarmAsks(actions).forEach(ask -> town.trackerIsSilent(OUTSIDE));
            for (Action.AskTracker ask : Town.only(Action.AskTracker.class, actions)) {
                ours.add(ask.tracker());
                town.trackerAnswers(ask.tracker());
            }
        }

        assertThat(swarm).hasSizeBetween(1, 2);
        assertThat(ours).hasSizeGreaterThan(15).containsOnly(TRACKER);
    }

    @Test
    void itsSilenceCallsNoStandInAndItsAnswersKeepNoneAway() {
        Town alone = newcomer(OUTSIDE);
        alone.wake();
        alone.trackerIsSilent(OUTSIDE);
        Town both = newcomer(TRACKER, OUTSIDE);
        both.wake();
        both.trackerIsSilent(TRACKER);
        untilAsked(both, new ArrayList<>(), MINUTE);
        both.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS);

        Trackers onlyOutside = trackers(OUTSIDE);
        assertThat(onlyOutside.isNone()).isTrue();
        assertThat(onlyOutside.areAllSilent()).isFalse();
        assertThat(standing(alone)).isEqualTo(PeerView.Standing.FAILS);
        assertThat(alone.discovery.standIn().known(alone.now)).isEmpty();
        assertThat(both.discovery.standIn().trackersToName(both.self.record(), both.now))
                .containsExactly(OUTSIDE, TRACKER);
    }

    private static Trackers trackers(String... names) {
        Town town = newcomer();
        Chance chance = new Chance(new SplittableRandom(1));
        Audit audit = new Audit(town.discovery.book(), new Neighbours(1), chance, 1);
        return new Trackers(List.of(names), 0, Limits.standard().discovery(), chance, audit);
    }

    private static PeerView.Standing standing(Town town) {
        return town.discovery.neighbourhood().sources().get(0).standing();
    }

    @Test
    void aKeyBehindAQuestionMarkIsToldToNobody() {
        Town town = newcomer("http://127.0.0.1:6969/announce?passkey=1", "http://127.0.0.1:6969/announce");

        assertThat(town.discovery.standIn().trackersToName(town.self.record(), town.now))
                .containsExactly("http://127.0.0.1:6969/announce");
    }

    @Test
    void whatItNamesMakesNobodyIndependentBeforeItIsProven() {
        Town town = newcomer(OUTSIDE);
        town.wake();
        PeerView.Independence before = town.discovery.outlook().independence();

        town.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS, places(50));
        town.wake();

        assertThat(town.discovery.outlook().independence()).isEqualTo(before);
    }

    @Test
    void itCannotBeSuspected() {
        Town town = newcomer(OUTSIDE);
        town.wake();
        town.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS, places(50));

        town.discovery.audit().forged(OUTSIDE);
        List<Action> seen = new ArrayList<>();
        long end = town.now + 30L * MINUTE;
        while (town.now < end) {
            List<Action> actions = town.sleepUntil(end);
            dials(actions).forEach(town::refuse);
            swarmAsks(actions).forEach(ask -> town.trackerIsSilent(OUTSIDE));
            seen.addAll(actions);
        }

        assertThat(facts(TrackerFact.Suspected.class, seen)).isEmpty();
        assertThat(town.discovery.audit().suspicion(OUTSIDE)).isEmpty();
    }

    @Test
    void whoHasMovedTellsItAsSoonAsItAllows() {
        Town town = newcomer(OUTSIDE);
        people(3).forEach(town::call);
        List<SwarmAnnounce> asked = new ArrayList<>();
        untilAsked(town, asked, 2L * MINUTE);
        town.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS);
        town.presented = Someone.of(Town.NETWORK, 0, new Endpoint("203.0.113.9", 7_000));

        long waited = untilAsked(town, asked, 60L * MINUTE);

        assertThat(waited).isBetween(15L * MINUTE, 16L * MINUTE);
        assertThat(asked.get(1).port()).isEqualTo(7_000);
    }

    @Test
    void oneThatListsUsIsToldWhenWeLeave() {
        Town town = newcomer(OUTSIDE);
        town.wake();
        town.swarmAnswers(OUTSIDE, HALF_HOUR_SECONDS, QUARTER_SECONDS);
        town.drain();
        Outbox out = new Outbox();

        town.discovery.leave(town.now, town.picture(), out);

        assertThat(swarmAsks(out.drain())).singleElement().satisfies(ask -> {
            assertThat(ask.event()).isEqualTo(SwarmEvent.STOPPED);
            assertThat(ask.want()).isZero();
        });
    }

    @Test
    void withCompanyOrAFullBookNoCallToItIsNeeded() {
        Town town = new Town(5, List.of(OUTSIDE), remembered(people(20)));
        List<Session> company = List.of(town.call(someone(1)), town.call(someone(2)));
        List<SwarmAnnounce> asked = new ArrayList<>();

        untilAsked(town, asked, 10L * MINUTE);

        assertThat(asked).isNotEmpty();
        assertThat(company).hasSize(2);
        assertThat(town.discovery.neighbourhood().trackerCallsNeeded()).isZero();
    }
}
