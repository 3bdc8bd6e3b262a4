package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kindling.peer.core.discovery.Town.dials;
import static org.kindling.peer.core.discovery.Town.facts;
import static org.kindling.peer.core.discovery.Town.people;
import static org.kindling.peer.core.discovery.Town.remembered;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.peer.boundary.Seed;
import org.kindling.peer.core.session.Session;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;

class SeedsTest {
    private static final Seed DNS = Seed.dns("Seed.Example:7000");
    private static final int MINUTE = 60_000;
    private static final long TRACKERS_PATIENCE_AND_TEN_SECONDS = 15_000;

    private final List<Action> seen = new ArrayList<>();

    private static Town town(List<RememberedPeer> remembered, Seed... seeds) {
        return new Town(5, List.of(), List.of(seeds), remembered);
    }

    private static List<Seed> asked(List<Action> actions) {
        return Town.only(Action.AskSeed.class, actions).stream()
                .map(Action.AskSeed::seed)
                .toList();
    }

    /** Lives on; nobody answers a call, and a seed that is asked knows nothing. @return when seeds were asked */
    private List<Long> liveOn(Town town, long millis) {
        List<Long> askedAt = new ArrayList<>();
        long end = town.now + millis;
        while (town.now < end) {
            List<Action> actions = town.sleepUntil(end);
            dials(actions).forEach(town::refuse);
            for (Seed seed : asked(actions)) {
                askedAt.add(town.now);
                town.seedIsSilent(seed);
            }
            seen.addAll(actions);
            seen.addAll(town.drain());
        }
        return askedAt;
    }

    private static String state(Town town, String kind) {
        return town.discovery.neighbourhood().sources().stream()
                .filter(source -> source.kind().equals(kind))
                .map(PeerView.Source::state)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theLocalNetworkIsAskedAtOnceHoweverManyAreRemembered() {
        Town town = town(remembered(people(20)), DNS, Seed.LAN);

        assertThat(asked(town.wake())).containsExactly(Seed.LAN);
    }

    @Test
    void whoKnowsNobodyAsksDnsAtOnce() {
        Town town = town(List.of(), DNS);
        long born = town.now;

        List<Long> askedAt = liveOn(town, 5_000);

        assertThat(askedAt.get(0) - born).isBetween(0L, 1_000L);
    }

    @Test
    void whoRemembersOthersLeavesDnsToTheEnd() {
        Town town = town(remembered(people(20)), DNS);
        long born = town.now;

        List<Long> askedAt = liveOn(town, MINUTE);

        assertThat(askedAt.get(0) - born).isBetween(TRACKERS_PATIENCE_AND_TEN_SECONDS, 16_000L);
    }

    @Test
    void inCompanyNobodyIsAsked() {
        Town town = town(remembered(people(20)), DNS, Seed.LAN);
        town.call(someone(1));
        town.call(someone(2));

        assertThat(liveOn(town, 10 * MINUTE)).isEmpty();
    }

    @Test
    void whoLosesItsCompanyAsksTheNeighboursAtOnceAndDnsAfterAPatientWhile() {
        Town town = town(List.of(), DNS, Seed.LAN);
        List<Session> company = List.of(town.call(someone(1)), town.call(someone(2)));
        assertThat(liveOn(town, MINUTE)).isEmpty();
        long lonelySince = town.now;

        company.forEach(town::lose);

        assertThat(asked(town.wake())).containsExactly(Seed.LAN);
        town.seedIsSilent(Seed.LAN);
        seen.clear();
        liveOn(town, 14_000);
        assertThat(asked(seen)).doesNotContain(DNS);
        liveOn(town, lonelySince + 17_000 - town.now);
        assertThat(asked(seen)).contains(DNS);
    }

    @Test
    void aloneASilentSeedIsAskedForEverWithGrowingPausesAndLostOnce() {
        Town town = town(List.of(), DNS);

        List<Long> askedAt = liveOn(town, 60L * MINUTE);

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
        assertThat(facts(Fact.SeedLost.class, seen)).hasSize(1);
        assertThat(state(town, "dns-seed")).isEqualTo("silent: DNS knows no such name");
    }

    @Test
    void aSeedThatNeverAnswersIsAskedAgain() {
        Town town = town(List.of(), DNS);
        List<Long> askedAt = new ArrayList<>();
        long end = town.now + 5 * MINUTE;

        while (town.now < end) {
            asked(town.sleepUntil(end)).forEach(seed -> askedAt.add(town.now));
        }

        assertThat(askedAt).hasSizeBetween(3, 6);
    }

    @Test
    void aHintIsCalledAndItsOwnerRememberedOnceProven() {
        Town town = town(List.of(), DNS);
        liveUntilAsked(town);
        Someone stranger = someone(1);

        town.seedAnswers(DNS, List.of(stranger.endpoint()));
        List<Action.Dial> dials = dials(town.wake());
        int knownBefore = town.discovery.book().known();
        town.answer(dials.get(0), stranger);

        assertThat(dials).singleElement().satisfies(dial -> {
            assertThat(dial.endpoint()).isEqualTo(stranger.endpoint());
            assertThat(dial.expected()).isEmpty();
        });
        assertThat(knownBefore).isZero();
        assertThat(town.discovery.book().known()).isOne();
        assertThat(town.discovery.book().tried()).isOne();
        assertThat(town.discovery.book().manual()).isZero();
        assertThat(state(town, "dns-seed")).isEqualTo("answered: 1 address");
    }

    private void liveUntilAsked(Town town) {
        List<Action> actions = town.wake();
        while (asked(actions).isEmpty()) {
            actions = town.sleepUntil(town.now + MINUTE);
        }
    }

    @Test
    void aHintThatLeadsToOurselvesIsNotTakenAgain() {
        Town town = town(List.of(), DNS);
        liveUntilAsked(town);
        town.seedAnswers(DNS, List.of(town.self.endpoint()));
        Action.Dial dial = dials(town.wake()).get(0);
        town.discovery.connected(dial.link(), town.self.node(), town.now);

        town.seedAnswers(DNS, List.of(town.self.endpoint()));

        assertThat(dials(town.wake())).isEmpty();
        assertThat(town.discovery.book().hasSomebodyWorthACall()).isFalse();
    }

    @Test
    void threeCallsInVainMakeAHintForgotten() {
        Town town = town(List.of(), DNS);
        liveUntilAsked(town);
        town.seedAnswers(DNS, List.of(someone(1).endpoint()));
        int calls = 0;
        long end = town.now + 10 * MINUTE;

        while (town.now < end) {
            List<Action> actions = town.sleepUntil(end);
            calls += dials(actions).size();
            dials(actions).forEach(town::refuse);
            asked(actions).forEach(town::seedIsSilent);
        }

        assertThat(calls).isEqualTo(3);
        assertThat(town.discovery.book().isEmpty()).isTrue();
    }

    @Test
    void hintsAreBoundedAndNoSourceTakesMoreThanAQuarterOfTheRoom() {
        Town town = town(List.of(), DNS, Seed.LAN);
        int room = Limits.standard().discovery().hintsMax();
        List<Endpoint> near = new ArrayList<>();
        List<Endpoint> far = new ArrayList<>();
        for (int i = 1; i <= Event.SeedAnswered.ANSWERS_MAX; i++) {
            near.add(new Endpoint("10.0.0." + i, 7_000));
            far.add(new Endpoint("10.1.0." + i, 7_000));
        }
        town.wake();
        int calls = 0;

        town.seedAnswers(Seed.LAN, near);
        town.seedAnswers(DNS, far);
        List<Action.Dial> dials = dials(town.wake());
        while (!dials.isEmpty()) {
            calls += dials.size();
            dials.forEach(town::refuse);
            dials = dials(town.wake());
        }

        assertThat(calls).isEqualTo(2 * room / Strangers.SOURCES_WITH_ROOM);
    }

    @Test
    void aSeedsRecordsAreCheckedBeforeTheyAreKnown() {
        Town town = town(List.of(), DNS);
        liveUntilAsked(town);

        assertThat(town.seedAnswers(DNS, List.of(), someone(1).record(), town.self.record()))
                .containsExactly(someone(1).record());

        assertThat(town.discovery.book().known()).isZero();
        town.discovery.learned(List.of(someone(1).record()), DNS.toString(), town.now);
        assertThat(town.discovery.book().known()).isOne();
    }

    @Test
    void recordsOfAnotherNetworkAndForgedOnesAreNamedAndHarmNobody() {
        Town town = town(List.of(), DNS);
        liveUntilAsked(town);
        NetworkId elsewhere = new NetworkId(new Hash(Bytes.wrap(new byte[Hash.SIZE])));
        Someone foreigner = Someone.of(elsewhere, 9, new Endpoint("10.0.0.9", 7_000));

        List<?> worth =
                town.seedAnswers(DNS, List.of(), foreigner.record(), someone(1).record());
        town.discovery.informants().refused(DNS.toString(), 1);

        assertThat(worth).hasSize(1);
        assertThat(dials(town.wake())).isEmpty();
        assertThat(state(town, "dns-seed"))
                .isEqualTo(
                        "answered: 1 address; 1 record is of another network; 1 of them not signed by whom they name");
    }

    @Test
    void anExpiredRecordIsAHintStill() {
        Town town = town(List.of(), DNS);
        Someone old = someone(1);
        town.now = old.record().expiryMillis() + 1;
        liveUntilAsked(town);

        assertThat(town.seedAnswers(DNS, List.of(), old.record())).isEmpty();

        assertThat(dials(town.wake()))
                .singleElement()
                .satisfies(dial -> assertThat(dial.endpoint()).isEqualTo(old.endpoint()));
        assertThat(state(town, "dns-seed")).endsWith("; 1 record is expired and only a hint");
    }

    @Test
    void theNameOfADnsSeedIsAName() {
        assertThat(Seed.dns("Seed.Example:7000").toString()).isEqualTo("dns:seed.example:7000");
        assertThatThrownBy(() -> Seed.dns("seed example"))
                .hasMessageContaining("'seed example' is not the name of a DNS seed");
    }
}
