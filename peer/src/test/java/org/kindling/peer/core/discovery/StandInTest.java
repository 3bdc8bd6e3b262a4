package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.TRACKER;
import static org.kindling.peer.core.discovery.Town.facts;
import static org.kindling.peer.core.discovery.Town.only;
import static org.kindling.peer.core.discovery.Town.people;
import static org.kindling.peer.core.discovery.Town.questions;
import static org.kindling.peer.core.discovery.Town.remembered;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.peer.boundary.TrackerService;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Seal;

class StandInTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private final Outbox out = new Outbox();
    private final Whereabouts whereabouts = new Whereabouts(List.of(new Endpoint("127.0.0.1", 7_000)), 7_000);
    private IntFunction<BlockHeader> chain = height -> block(height, 7);
    private Height tip = Height.of(50);

    private Optional<BlockHeader> onTheChain(Height height) {
        return Optional.of(chain.apply((int) height.value()));
    }

    /** Made half an hour before the peer of these tests has known anybody for an hour; its id is another one for every kind. */
    private static BlockHeader block(int height, int kind) {
        return new BlockHeader(new BlockHeader.Fields(
                1,
                Height.of(height),
                Hash.ZERO,
                Town.START_MILLIS + HOUR / 2,
                Hash.sha256(new byte[] {(byte) kind}),
                0,
                Hash.ZERO,
                Hash.ZERO,
                Address.of(someone(0).pair().publicKey()),
                new Seal.Work(0, 0)));
    }

    /** Somebody who asks one tracker and has known these for long. */
    private Town town(TrackerService service, List<RememberedPeer> known) {
        return new Town(3, service, List.of(TRACKER), List.of(), known);
    }

    private static Town.Silence silent(Town town) {
        return new Town.Silence(town, TRACKER);
    }

    /** Lives on, looking whenever it wants to. @return all it wanted done */
    private List<Action> live(Town town, long millis) {
        StandIn standIn = town.discovery.standIn();
        List<Action> done = new ArrayList<>();
        long end = town.now + millis;
        while (standIn.nextDeadline() <= end) {
            town.now = Math.max(town.now, standIn.nextDeadline());
            standIn.wake(town.now, town.self.record(), whereabouts, tip, this::onTheChain, out);
            done.addAll(out.drain());
        }
        town.now = end;
        return done;
    }

    /** Others have been calling it for an hour, and its tracker has just died. */
    private void beReadyAndAlone(Town town) {
        whereabouts.settled(town.call(someone(100)));
        town.now += HOUR;
        silent(town).begin();
    }

    private static PeerRecord serving(Someone someone) {
        return new PeerRecord.Content(
                        Town.NETWORK,
                        someone.pair().publicKey(),
                        2,
                        List.of(someone.endpoint()),
                        List.of(Role.FULL, Role.TRACKER),
                        0,
                        10 * HOUR)
                .sign(someone.pair());
    }

    private static List<Boolean> told(List<Action> actions) {
        return facts(TrackerFact.StoodIn.class, actions).stream()
                .map(TrackerFact.StoodIn::isServing)
                .toList();
    }

    @Test
    void whoStandsByServesOnlyAfterThreeIntervalsOfSilence() {
        Town town = town(TrackerService.STANDBY, remembered(people(3)));
        beReadyAndAlone(town);

        List<Action> before = live(town, 3 * MINUTE - 1);
        List<Action> after = live(town, 20_000);

        assertThat(told(before)).isEmpty();
        assertThat(only(Action.ServeTracker.class, before)).isEmpty();
        assertThat(told(after)).containsExactly(true);
        assertThat(town.discovery.standIn().isServing()).isTrue();
    }

    @Test
    void whenOthersMayHaveBegunToServeTheirRecordsAreAskedForAsEagerlyAsAtFirst() {
        Town town = town(TrackerService.OFF, remembered(people(3)));
        beReadyAndAlone(town);
        town.sleepUntil(town.now);
        live(town, 3 * MINUTE + 10_000);
        long vacantAt = town.now;
        List<Action> actions = town.wake();
        while (questions(actions) == 0) {
            actions = town.sleepUntil(vacantAt + MINUTE);
        }

        assertThat(town.now - vacantAt).isBetween(1_800L, 2_200L);
    }

    @Test
    void itEndsOnceATrackerHasAnsweredForThreeIntervals() {
        Town town = town(TrackerService.STANDBY, remembered(people(3)));
        beReadyAndAlone(town);
        live(town, 4 * MINUTE);
        silent(town).end();

        List<Action> before = live(town, 3 * MINUTE - 1);
        List<Action> after = live(town, 20_000);

        assertThat(told(before)).isEmpty();
        assertThat(only(Action.ServeTracker.class, before)).isNotEmpty();
        assertThat(told(after)).containsExactly(false);
        assertThat(only(Action.StopTracker.class, after)).hasSize(1);
    }

    @Test
    void whoIsToldToServesAtOnceAndWhoIsToldNotToNever() {
        Town active = town(TrackerService.ACTIVE, List.of());
        Town off = town(TrackerService.OFF, remembered(people(3)));
        beReadyAndAlone(off);

        assertThat(told(live(active, 1_000))).containsExactly(true);
        assertThat(live(off, HOUR)).isEmpty();
        assertThat(off.discovery.neighbourhood().sources())
                .extracting(PeerView.Source::state)
                .contains("never serves as tracker, as told");
    }

    @Test
    void whomNobodyCanCallNeverServes() {
        Town town = town(TrackerService.ACTIVE, List.of());
        Whereabouts nowhere = new Whereabouts(List.of(), 0);

        town.discovery.standIn().wake(town.now, town.self.record(), nowhere, tip, this::onTheChain, out);

        assertThat(out.drain()).isEmpty();
        assertThat(town.discovery.standIn().isServing()).isFalse();
    }

    @Test
    void whoHasNotBeenCalledForAnHourIsNotDrawn() {
        Town town = town(TrackerService.STANDBY, remembered(people(3)));
        town.now += HOUR;
        silent(town).begin();
        whereabouts.settled(town.call(someone(100)));

        assertThat(told(live(town, HOUR - MINUTE))).isEmpty();
        assertThat(told(live(town, 2 * MINUTE))).containsExactly(true);
    }

    @Test
    void whoNeverKnewATrackerStandsInForNone() {
        Town town = new Town(3, List.of(), remembered(people(3)));
        whereabouts.settled(town.call(someone(100)));

        assertThat(live(town, 2 * HOUR)).isEmpty();
    }

    @Test
    void ofTwentyThatAreLongKnownTheDrawFallsOnOneInFive() {
        int served = 0;
        for (int block = 0; block < 100; block++) {
            int kind = block;
            chain = height -> block(height, kind);
            Town town = town(TrackerService.STANDBY, remembered(people(19)));
            beReadyAndAlone(town);
            served += told(live(town, 4 * MINUTE)).size();
        }

        assertThat(served).isBetween(8, 35);
    }

    @Test
    void manyAddressesOfOneNetworkAreOneCandidate() {
        List<RememberedPeer> crowd = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            crowd.add(remembered(Someone.of(Town.NETWORK, i, new Endpoint("11.1.0." + i, 7_000)), 5_000, false));
        }
        Town town = town(TrackerService.STANDBY, crowd);
        beReadyAndAlone(town);

        assertThat(told(live(town, 4 * MINUTE))).containsExactly(true);
    }

    @Test
    void whoIsDrawnServesThroughTheNextDrawToo() {
        tip = Height.of(1_099);
        Town town = town(TrackerService.STANDBY, remembered(people(19)));
        beReadyAndAlone(town);
        int good = firstKindThatDraws(true, 0);
        int bad = firstKindThatDraws(false, 1_000);
        chain = height -> height == 0 ? block(0, good) : block(1_000, bad);
        List<Action> first = live(town, 4 * MINUTE);

        tip = Height.of(1_100);
        List<Action> second = live(town, MINUTE);
        tip = Height.of(2_100);
        List<Action> third = live(town, MINUTE);

        assertThat(told(first)).containsExactly(true);
        assertThat(told(second)).isEmpty();
        assertThat(told(third)).containsExactly(false);
    }

    private int firstKindThatDraws(boolean isDrawn, int at) {
        for (int block = 0; block < 100; block++) {
            int kind = block;
            chain = height -> block(at, kind);
            Town town = town(TrackerService.STANDBY, remembered(people(19)));
            beReadyAndAlone(town);
            if (told(live(town, 4 * MINUTE)).isEmpty() != isDrawn) {
                return block;
            }
        }
        throw new AssertionError("a hundred draws all fell alike");
    }

    @Test
    void itNamesItselfAndThoseItIsLinkedToAndHasCalled() {
        Town town = town(TrackerService.ACTIVE, List.of(remembered(someone(1), 5_000, false)));
        Action.Dial dial = town.nextDials(MINUTE).get(0);
        town.answer(dial, someone(1));
        town.call(someone(2));

        List<Action> done = live(town, 1_000);

        assertThat(only(Action.ServeTracker.class, done).get(0).reached())
                .containsExactly(someone(1).record(), town.self.record());
    }

    @Test
    void whoHasBeenKnownOnlySinceTheDecidingBlockIsNotDrawnByIt() {
        tip = Height.of(1_100);
        List<RememberedPeer> late = new ArrayList<>();
        for (Someone person : people(40)) {
            late.add(remembered(person, Town.START_MILLIS + HOUR / 2 + 1, false));
        }
        chain = height -> block(1_000, height == 0 ? 1 : 2);
        Town town = town(TrackerService.STANDBY, late);
        beReadyAndAlone(town);
        town.now += HOUR;

        assertThat(told(live(town, 4 * MINUTE))).containsExactly(true);
    }

    @Test
    void newcomersAreToldOfStandInsBeforeTrackersThatAreSilentAndOfNoneWhileOneAnswers() {
        Someone keeper = someone(1);
        Town town = town(TrackerService.STANDBY, List.of(remembered(keeper, 5_000, false)));
        town.now += HOUR;
        town.discovery.learned(List.of(serving(keeper)), "test", town.now);
        live(town, MINUTE);
        List<String> before = named(town);

        silent(town).begin();

        assertThat(before).containsExactly(TRACKER);
        assertThat(named(town)).containsExactly("http://" + keeper.endpoint(), TRACKER);
    }

    @Test
    void whoWasNeverCalledIsNotNamedWhateverHeSaysOfHimself() {
        Town town = town(TrackerService.STANDBY, List.of());
        town.now += HOUR;
        town.discovery.learned(List.of(serving(someone(1))), "test", town.now);
        silent(town).begin();
        live(town, MINUTE);

        assertThat(named(town)).containsExactly(TRACKER);
    }

    @Test
    void ofACrowdInOneNetworkThatAllSayTheyServeOneIsNamed() {
        List<Someone> crowd = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            crowd.add(Someone.of(Town.NETWORK, i, new Endpoint("11.1.0." + i, 7_000)));
        }
        Town town = town(TrackerService.STANDBY, remembered(crowd));
        town.now += HOUR;
        town.discovery.learned(crowd.stream().map(StandInTest::serving).toList(), "test", town.now);
        silent(town).begin();
        live(town, MINUTE);

        assertThat(named(town)).hasSize(2).endsWith(TRACKER);
    }

    private static List<String> named(Town town) {
        return town.discovery.standIn().trackersToName(town.self.record(), town.now);
    }
}
