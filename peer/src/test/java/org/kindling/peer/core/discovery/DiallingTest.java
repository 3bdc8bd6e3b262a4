package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.discovery.Town.dials;
import static org.kindling.peer.core.discovery.Town.facts;
import static org.kindling.peer.core.discovery.Town.people;
import static org.kindling.peer.core.discovery.Town.remembered;
import static org.kindling.peer.core.discovery.Town.someone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.peer.core.session.Session;
import org.kindling.peer.core.session.Someone;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;

class DiallingTest {
    private static Town townOf(int remembered) {
        return new Town(5, List.of(), remembered(people(remembered)));
    }

    private static Map<Endpoint, Someone> directory(int people) {
        Map<Endpoint, Someone> directory = new LinkedHashMap<>();
        people(people).forEach(someone -> directory.put(someone.endpoint(), someone));
        return directory;
    }

    /** Everybody called answers, until nobody is called any more. */
    private static List<Session> settleAll(Town town, Map<Endpoint, Someone> directory) {
        List<Session> sessions = new ArrayList<>();
        List<Action.Dial> dials = dials(town.wake());
        while (!dials.isEmpty()) {
            dials.forEach(dial -> sessions.add(town.answer(dial, directory.get(dial.endpoint()))));
            dials = dials(town.wake());
        }
        return sessions;
    }

    @Test
    void afterARestartTheAnchorsAreCalledFirst() {
        List<RememberedPeer> memory = new ArrayList<>(remembered(people(60)));
        memory.add(remembered(someone(61), 5_000, true));
        memory.add(remembered(someone(62), 5_000, true));
        Town town = new Town(5, List.of(), memory);

        List<Action.Dial> dials = dials(town.wake());

        assertThat(dials).hasSize(8);
        assertThat(dials.subList(0, 2))
                .extracting(Action.Dial::expected)
                .containsExactly(
                        Optional.of(someone(61).node()), Optional.of(someone(62).node()));
    }

    @Test
    void aSmallNetworkIsHeldInAFullMesh() {
        Town town = townOf(12);

        assertThat(settleAll(town, directory(12))).hasSize(12);
    }

    @Test
    void aMiddlingNetworkGetsSixteenOutboundLinksALargeOneTwelve() {
        assertThat(settleAll(townOf(100), directory(100))).hasSize(16);
        assertThat(settleAll(townOf(201), directory(201))).hasSize(12);
    }

    @Test
    void whoeverCalledUsIsNotCalledForAnotherLink() {
        Town town = townOf(3);
        town.call(someone(1));
        town.call(someone(2));

        assertThat(dials(town.wake()))
                .extracting(Action.Dial::expected)
                .containsExactly(Optional.of(someone(3).node()));
    }

    @Test
    void nobodyIsEverGivenUpAndThePausesGrowToAMinuteWithJitter() {
        Town town = townOf(1);
        List<Long> pauses = new ArrayList<>();
        long last = town.now;
        for (Action.Dial dial : dials(town.wake())) {
            town.refuse(dial);
        }
        for (int i = 0; i < 300; i++) {
            for (Action.Dial dial : town.nextDials(120_000)) {
                pauses.add(town.now - last);
                last = town.now;
                town.refuse(dial);
            }
        }

        assertThat(pauses).hasSize(300);
        assertThat(pauses.get(0)).isBetween(1_000L, 2_000L);
        assertThat(pauses.subList(8, pauses.size()))
                .allSatisfy(pause -> assertThat(pause).isBetween(30_000L, 60_000L))
                .hasSizeGreaterThan(200);
        assertThat(pauses.subList(8, pauses.size()).stream().distinct().count()).isGreaterThan(200);
    }

    @Test
    void successResetsThePause() {
        Town town = townOf(1);
        for (int i = 0; i < 20; i++) {
            town.nextDials(60_000).forEach(town::refuse);
        }
        Session session = town.answer(town.nextDials(60_000).get(0), someone(1));

        town.lose(session);
        long lostAt = town.now;
        town.nextDials(60_000).forEach(town::refuse);
        assertThat(town.now - lostAt).isBetween(1L, 1_001L);
        long refusedAt = town.now;
        assertThat(town.nextDials(60_000)).hasSize(1);
        assertThat(town.now - refusedAt).isBetween(1_000L, 2_000L);
    }

    @Test
    void aCallWhoseAnswerIsLostDoesNotHoldItsSeatForEver() {
        Town town = townOf(1);
        assertThat(dials(town.wake())).hasSize(1);
        int again = 0;
        long end = town.now + 300_000;

        while (town.now < end) {
            again += dials(town.sleepUntil(end)).size();
        }

        assertThat(again).isGreaterThan(2);
    }

    @Test
    void whenHalfOfTheLinksGoAtOnceEverybodyRememberedIsCalledAtOnce() {
        Town town = townOf(150);
        List<Session> sessions = settleAll(town, directory(150));
        town.now += 60_000;
        town.wake();

        sessions.subList(0, 8).forEach(town::lose);
        List<Action> actions = town.wake();

        assertThat(facts(Fact.RepairStarted.class, actions)).containsExactly(new Fact.RepairStarted(8, 32));
        assertThat(dials(actions))
                .hasSize(32)
                .allSatisfy(dial -> assertThat(dial.timeoutMillis()).isEqualTo(2_000));
    }

    @Test
    void whatIsLostAMomentLaterBelongsToTheSameCollapse() {
        Town town = townOf(150);
        List<Session> sessions = settleAll(town, directory(150));
        town.now += 60_000;
        List<Action> actions = new ArrayList<>();

        for (Session session : sessions) {
            town.now += 50;
            town.lose(session);
            actions.addAll(town.wake());
        }

        assertThat(facts(Fact.RepairStarted.class, actions)).hasSize(1);
    }

    @Test
    void repairGoesThroughTheWholeBookInSecondsThoughFourOfFiveAreGone() {
        Town town = townOf(199);
        List<Session> sessions = settleAll(town, directory(199));
        town.now += 60_000;
        town.wake();
        sessions.subList(0, 13).forEach(town::lose);
        long start = town.now;
        Map<Endpoint, Someone> alive = directory(40);
        sessions.subList(13, 16).forEach(session -> alive.remove(session.remote()));
        int outbound = 3;

        while (outbound < 16 && town.now < start + 60_000) {
            List<Action.Dial> dials = dials(town.sleepUntil(town.now + 1_000));
            if (!dials.isEmpty()) {
                town.now += 2_000;
            }
            for (Action.Dial dial : dials) {
                Someone someone = alive.get(dial.endpoint());
                if (someone == null) {
                    town.refuse(dial);
                } else {
                    town.answer(dial, someone);
                    outbound++;
                }
            }
        }

        assertThat(outbound).isGreaterThanOrEqualTo(16);
        assertThat(town.now - start).isLessThanOrEqualTo(20_000);
    }

    @Test
    void oneLostLinkOrASlowDwindlingIsNoCollapse() {
        Town town = townOf(4);
        List<Session> sessions = settleAll(town, directory(4));
        List<Action> actions = new ArrayList<>();

        for (Session session : sessions) {
            town.now += 11_000;
            town.lose(session);
            actions.addAll(town.wake());
            dials(actions).forEach(town::refuse);
        }

        assertThat(facts(Fact.RepairStarted.class, actions)).isEmpty();
    }

    @Test
    void linksThatGoAsSoonAsTheyComeAreNoCollapse() {
        Town town = townOf(12);
        List<Session> sessions = settleAll(town, directory(12));
        town.now += 1_999;

        sessions.forEach(town::lose);

        assertThat(facts(Fact.RepairStarted.class, town.wake())).isEmpty();
    }

    @Test
    void losingOneOfTwoLinksToAPeerIsNoLoss() {
        Town town = townOf(1);
        Session first = town.call(someone(1));
        town.now += 20_000;
        town.call(someone(1));

        town.lose(first);

        assertThat(dials(town.wake())).isEmpty();
        assertThat(town.sessions.find(someone(1).node())).isPresent();
    }

    @Test
    void aCallThatLostAgainstAnotherLinkToTheSamePeerHasNotFailed() {
        Town town = townOf(1);
        Action.Dial dial = dials(town.wake()).get(0);
        Session session = town.call(someone(1));

        town.discovery.connected(dial.link(), someone(1).node(), town.now);
        town.discovery.dialFailed(dial.link(), Fault.SECOND_LINK.text(), town.now);
        town.lose(session);
        town.wake();

        assertThat(town.discovery.book().find(someone(1).node()).orElseThrow().failures())
                .isZero();
    }

    @Test
    void weCallOurselvesOnceAtMost() {
        Town town = townOf(0);
        town.discovery.befriend(town.self.endpoint(), town.now);
        Action.Dial dial = dials(town.wake()).get(0);
        town.discovery.connected(dial.link(), town.self.node(), town.now);
        town.discovery.dialFailed(dial.link(), Fault.OWN_SELF.text(), town.now);

        town.discovery.befriend(town.self.endpoint(), town.now);
        town.now += 600_000;

        assertThat(dials(town.wake())).isEmpty();
    }

    @Test
    void whoeverAnswersAtABareAddressIsRememberedByName() {
        Town town = townOf(0);
        town.discovery.befriend(someone(1).endpoint(), town.now);
        Action.Dial dial = dials(town.wake()).get(0);

        town.answer(dial, someone(1));

        assertThat(dial.expected()).isEmpty();
        assertThat(town.discovery.book().remembered().peers())
                .extracting(RememberedPeer::node)
                .containsExactly(someone(1).node());
    }

    @Test
    void theDiscouragedAreNotCalled() {
        Town town = townOf(1);
        Session session = town.call(someone(1));
        town.sessions.blame(session.link(), Fault.UNREADABLE, town.now);
        town.lose(session);
        town.now += 10_000;

        assertThat(dials(town.wake())).isEmpty();
    }

    @Test
    void whomTheOperatorOrACapsuleNamedIsAlwaysCalledEvenWhenThereAreLinksEnough() {
        Town town = new Town(5, List.of(), remembered(people(250)), someone(900).door());
        assertThat(town.discovery.isManual(someone(900).node())).isTrue();
        Map<Endpoint, Someone> directory = directory(250);
        directory.put(someone(900).endpoint(), someone(900));
        settleAll(town, directory);

        town.discovery.befriend(someone(901).endpoint(), town.now);
        List<Action.Dial> dials = dials(town.wake());

        assertThat(dials)
                .extracting(Action.Dial::endpoint)
                .containsExactly(someone(901).endpoint());
        assertThat(town.discovery.isManual(dials.get(0).link())).isTrue();
        town.refuse(dials.get(0));
        assertThat(town.nextDials(3_000)).hasSize(1);
    }

    @Test
    void aBannedAddressIsPassedOverAlsoOfWhomTheOperatorOrACapsuleNamed() {
        Someone named = Someone.of(Town.NETWORK, 900, new Endpoint("20.1.1.1", 7_000));
        Town town = new Town(5, List.of(), List.of(), named.door());
        List<Endpoint> both = List.of(named.endpoint(), new Endpoint("20.2.2.2", 7_000));
        PeerRecord record = new PeerRecord.Content(
                        Town.NETWORK, named.pair().publicKey(), 1, both, List.of(Role.FULL), 0, town.now + 60_000)
                .sign(named.pair());
        town.discovery.learned(List.of(record), "x", town.now);
        Ban ban = new Ban("20.2.2.2", "", Long.MAX_VALUE >> 12);
        town.sessions.bans().add(ban);
        town.discovery.bansChanged(List.of(ban), town.now);

        List<Endpoint> called = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<Action.Dial> dials = town.nextDials(60_000);
            dials.forEach(dial -> called.add(dial.endpoint()));
            dials.forEach(town::refuse);
        }

        assertThat(town.discovery.isManual(named.node())).isTrue();
        assertThat(called).containsExactly(both.get(0), both.get(0), both.get(0), both.get(0));
    }

    @Test
    void nobodyIsCalledWhereABanIsAgainstEvenIfTheOperatorNamedHim() {
        Town town = townOf(0);
        town.discovery.befriend(someone(1).endpoint(), town.now);

        town.sessions.bans().add(new Ban("127.0.0.1", "", town.now + 120_000));

        assertThat(town.nextDials(60_000)).isEmpty();
    }

    @Test
    void theSameSeedCallsTheSamePeersInTheSameOrder() {
        List<List<NodeId>> runs = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            Town town = new Town(seed, List.of(), remembered(people(100)));
            settleAll(town, directory(100));
            runs.add(town.sessions.settled().stream().map(Session::node).toList());
        }

        assertThat(runs.get(1)).isEqualTo(runs.get(0));
        assertThat(runs.get(2)).isNotEqualTo(runs.get(0));
    }

    @Test
    void somebodyNewIsCalledNowAndThenOnlyToSeeWhetherHeIsThere() {
        List<RememberedPeer> memory = new ArrayList<>(remembered(people(250)));
        Map<Endpoint, Someone> directory = directory(260);
        Town town = new Town(5, List.of(), memory);
        settleAll(town, directory);
        int tried = town.discovery.book().tried();
        for (int i = 251; i <= 260; i++) {
            town.discovery.learned(List.of(someone(i).record()), "somebody", town.now);
        }
        int links = town.sessions.settled().size();
        long end = town.now + 15 * 60_000;
        int calls = 0;

        while (town.now < end) {
            for (Action.Dial dial : dials(town.sleepUntil(end))) {
                town.answer(dial, directory.get(dial.endpoint()));
                calls++;
            }
        }

        assertThat(calls).isBetween(6, 9);
        assertThat(town.tested).hasSize(calls).extracting(Session::node).doesNotHaveDuplicates();
        assertThat(town.sessions.settled()).hasSize(links);
        assertThat(town.discovery.book().tried()).isEqualTo(tried + calls);
    }

    @Test
    void whoeverSpeaksThroughAnotherLinkFromTheSameHostIsTheSameSource() {
        Town town = townOf(0);
        Session first = town.call(someone(1));
        Session second = town.call(someone(2));

        assertThat(town.discovery.source(first.link())).isEqualTo(town.discovery.source(second.link()));
        assertThat(town.discovery.source(Someone.inbound(99))).isEqualTo("strangers");
    }

    @Test
    void theBookIsWrittenSoonAfterTheFirstMeetingThenAtIntervalsThenOnLeaving() {
        Town town = townOf(0);
        town.call(someone(1));
        town.discovery.learned(List.of(someone(1).record()), "hello", town.now);
        long metAt = town.now;
        List<RememberedPeer> first = List.of();
        while (first.isEmpty() && town.now < metAt + 60_000) {
            first = Town.saved(town.sleepUntil(metAt + 60_000));
        }
        assertThat(town.now - metAt).isEqualTo(1_000);
        assertThat(first)
                .extracting(RememberedPeer::node)
                .containsExactly(someone(1).node());

        town.discovery.learned(List.of(someone(2).record()), "exchange", town.now);
        dials(town.wake()).forEach(dial -> town.answer(dial, someone(2)));
        Outbox out = new Outbox();
        town.discovery.leave(town.now, town.picture(), out);

        List<RememberedPeer> last = Town.saved(out.drain());
        assertThat(last).hasSize(2);
        assertThat(last.get(0).node()).isEqualTo(someone(2).node());
        assertThat(last.get(0).isAnchor()).isTrue();
        assertThat(town.discovery.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void onlyRecordsThatMayBeNewsAreWorthChecking() {
        Town town = townOf(1);
        Someone foreigner = Someone.numbered(3);

        assertThat(town.discovery.worthChecking(
                        List.of(
                                someone(1).record(),
                                someone(1).record(2, town.now + 1),
                                someone(2).record(1, town.now),
                                someone(2).record(1, town.now + 86_400_001),
                                someone(2).record(1, town.now + 86_400_000),
                                foreigner.record(1, town.now + 1),
                                town.self.record(9, town.now + 1)),
                        town.now))
                .containsExactly(someone(1).record(2, town.now + 1), someone(2).record(1, town.now + 86_400_000));
    }

    @Test
    void whoeverCalledUsIsCalledOnceToSeeWhetherHisAddressIsTrue() {
        Someone caller = someone(1);
        Town town = new Town(3, List.of(), List.of());
        town.discovery.learned(List.of(caller.record()), "himself", town.now);
        Session link = town.call(caller);
        Action.Dial dial = town.nextDials(120_000).get(0);

        boolean isServed = town.discovery.connected(dial.link(), caller.node(), town.now);

        assertThat(dial.endpoint()).isEqualTo(caller.endpoint());
        assertThat(isServed).isTrue();
        assertThat(town.discovery.book().tried()).isOne();
        assertThat(town.sessions.isKnown(link.link())).isTrue();
        assertThat(town.nextDials(1_200_000)).isEmpty();
    }

    @Test
    void aCallerWhoCannotBeCalledIsLeftAloneForTenMinutesAndKeepsItsLink() {
        Someone caller = someone(1);
        Town town = new Town(3, List.of(), List.of());
        town.discovery.learned(List.of(caller.record()), "himself", town.now);
        town.call(caller);
        town.refuse(town.nextDials(120_000).get(0));

        assertThat(town.nextDials(9 * 60_000)).isEmpty();
        assertThat(town.nextDials(5 * 60_000)).hasSize(1);
        assertThat(town.discovery.book().tried()).isZero();
        assertThat(town.discovery.book().find(caller.node()).orElseThrow().failures())
                .isZero();
    }
}
