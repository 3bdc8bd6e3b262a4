package org.kindling.peer.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.session.Someone.inbound;
import static org.kindling.peer.core.session.Someone.outbound;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

class SessionsTest {
    private static final Limits LIMITS = Limits.standard();
    private static final Someone SELF = Someone.numbered(0);
    private static final Someone OTHER = Someone.numbered(1);

    private final Sessions sessions = new Sessions(SELF.node(), Someone.NETWORK, LIMITS, new SplittableRandom(7));

    private Session settle(Someone someone, LinkId link, long nowMillis) {
        assertThat(sessions.connected(someone.on(link), nowMillis, false)).isEmpty();
        Greeting greeting = sessions.greet(link, someone.hello(), nowMillis);
        assertThat(greeting).isInstanceOf(Greeting.Settled.class);
        return ((Greeting.Settled) greeting).session();
    }

    private static Greeting refused(Fault fault) {
        return new Greeting.Refused(fault);
    }

    @Test
    void aGreetedLinkIsASessionThatKnowsTheOtherEnd() {
        sessions.connected(OTHER.on(inbound(1)), 1_000, false);

        Greeting greeting = sessions.greet(inbound(1), OTHER.hello(Message.Hello.VERSION, 1_250), 1_100);

        assertThat(greeting)
                .isEqualTo(new Greeting.Settled(sessions.find(inbound(1)).orElseThrow(), List.of()));
        Session session = sessions.find(OTHER.node()).orElseThrow();
        assertThat(session.agent()).isEqualTo("kindling/test");
        assertThat(session.clockOffsetMillis()).isEqualTo(150);
        assertThat(session.sinceMillis()).isEqualTo(1_100);
        assertThat(session.record()).isEqualTo(OTHER.record());
        assertThat(sessions.settled()).containsExactly(session);
        assertThat(sessions.inbound()).isOne();
        assertThat(sessions.unsettled()).isZero();
    }

    @Test
    void aLinkToOurselvesIsRefused() {
        assertThat(sessions.connected(SELF.on(outbound(1)), 0, true)).contains(Fault.OWN_SELF);
        assertThat(sessions.isKnown(outbound(1))).isFalse();
    }

    @Test
    void whoeverWantsAnotherNetworkOrVersionOrIsSomebodyElseIsRefusedByName() {
        NetworkId elsewhere = new NetworkId(Hash.sha256(new byte[] {2}));
        Someone foreigner = Someone.of(elsewhere, 1, OTHER.endpoint());
        sessions.connected(OTHER.on(inbound(1)), 0, false);

        assertThat(sessions.greet(inbound(1), foreigner.hello(), 0)).isEqualTo(refused(Fault.WRONG_NETWORK));
        assertThat(sessions.greet(inbound(1), OTHER.hello(2, 0), 0)).isEqualTo(refused(Fault.WRONG_VERSION));
        assertThat(sessions.greet(inbound(1), Someone.numbered(2).hello(), 0)).isEqualTo(refused(Fault.WRONG_IDENTITY));
    }

    @Test
    void aSecondGreetingIsOutOfTurn() {
        settle(OTHER, inbound(1), 0);

        assertThat(sessions.greet(inbound(1), OTHER.hello(), 0)).isEqualTo(refused(Fault.OUT_OF_TURN));
    }

    @Test
    void beforeTheGreetingOnlyTheSpecMayBeAskedFor() {
        sessions.connected(OTHER.on(inbound(1)), 0, false);

        assertThat(sessions.admits(inbound(1), new Message.GetSpec(), 10, 0)).isEmpty();
        assertThat(sessions.admits(inbound(1), OTHER.hello(), 300, 0)).isEmpty();
        assertThat(sessions.admits(inbound(1), new Message.GetPeers(5), 10, 0)).contains(Fault.OUT_OF_TURN);
        assertThat(sessions.admits(inbound(1), new Message.Peers(List.of(), new Message.Reach(0, 0)), 10, 0))
                .contains(Fault.OUT_OF_TURN);
    }

    @Test
    void whatIsSaidOnAClosedLinkIsNeitherHeardNorHeldAgainstAnybody() {
        settle(OTHER, inbound(1), 0);
        sessions.closed(inbound(1));

        assertThat(sessions.admits(inbound(1), new Message.GetPeers(5), 10, 0)).contains(Fault.LEAVING);
        assertThat(sessions.blame(inbound(1), Fault.UNREADABLE, 0)).isEqualTo(Judgement.IGNORE);
        assertThat(sessions.isDiscouraged(OTHER.node(), 0)).isFalse();
    }

    @Test
    void aSecondCallToAPeerWeHaveIsRefusedBeforeWeSayHello() {
        settle(OTHER, inbound(1), 0);

        assertThat(sessions.connected(OTHER.on(outbound(1)), 0, false)).contains(Fault.SECOND_LINK);
    }

    @Test
    void twoCallsToOnePeerAtOnceLeaveTheFirst() {
        sessions.connected(OTHER.on(outbound(1)), 0, false);

        assertThat(sessions.connected(OTHER.on(outbound(2)), 0, false)).contains(Fault.SECOND_LINK);
        assertThat(sessions.isKnown(outbound(1))).isTrue();
    }

    @Test
    void aPeerThatCallsAgainLongAfterwardsHasLostTheOldLink() {
        for (Someone returning : List.of(Someone.numbered(1), Someone.numbered(2), Someone.numbered(3))) {
            LinkId stale = outbound(returning.endpoint().port());
            LinkId fresh = inbound(returning.endpoint().port());
            settle(returning, stale, 0);
            sessions.connected(returning.on(fresh), 20_000, false);

            Greeting greeting = sessions.greet(fresh, returning.hello(), 20_000);

            assertThat(((Greeting.Settled) greeting).displaced()).containsExactly(new Lapsed(stale, Fault.SECOND_LINK));
            assertThat(sessions.closed(stale)).isPresent();
            assertThat(sessions.find(returning.node()).orElseThrow().link()).isEqualTo(fresh);
        }
    }

    @Test
    void aBanHoldsAgainstWhomTheOperatorOrACapsuleNamedToo() {
        sessions.bans().add(new Ban("127.0.0.1", "", 1_000));

        assertThat(sessions.connected(OTHER.on(inbound(1)), 999, true)).contains(Fault.BANNED);
        assertThat(sessions.connected(OTHER.on(inbound(2)), 1_000, true)).isEmpty();
    }

    @Test
    void strangersAtTheDoorAreBounded() {
        for (int i = 1; i <= LIMITS.links().unsettledMax(); i++) {
            assertThat(sessions.connected(Someone.numbered(i).on(inbound(i)), 0, false))
                    .isEmpty();
        }

        assertThat(sessions.connected(Someone.numbered(100).on(inbound(100)), 0, false))
                .contains(Fault.FULL);
        assertThat(sessions.connected(Someone.numbered(100).on(outbound(1)), 0, false))
                .isEmpty();
        assertThat(sessions.connected(Someone.numbered(101).on(inbound(101)), 0, true))
                .isEmpty();
    }

    @Test
    void aFullPeerSparesTheYoungestOfTheLargestGroup() {
        fillInboundSeats();
        Someone newcomer = Someone.of(Someone.NETWORK, 200, new Endpoint("9.9.9.9", 1));
        sessions.connected(newcomer.on(inbound(200)), 90_000, false);

        Greeting greeting = sessions.greet(inbound(200), newcomer.hello(), 90_000);

        assertThat(((Greeting.Settled) greeting).displaced()).containsExactly(new Lapsed(inbound(48), Fault.REPLACED));
    }

    @Test
    void whoeverCallsBackOnALinkThatWeDialledTakesASeatLikeAnybody() {
        fillInboundSeats();
        Someone called = Someone.of(Someone.NETWORK, 200, new Endpoint("9.9.9.9", 1));
        settle(called, outbound(200), 60_000);
        sessions.connected(called.on(inbound(200)), 90_000, false);

        Greeting greeting = sessions.greet(inbound(200), called.hello(), 90_000);

        List<Lapsed> displaced = ((Greeting.Settled) greeting).displaced();
        displaced.forEach(lapsed -> sessions.closed(lapsed.link()));
        assertThat(displaced)
                .containsExactly(new Lapsed(outbound(200), Fault.SECOND_LINK), new Lapsed(inbound(48), Fault.REPLACED));
        assertThat(sessions.inbound()).isEqualTo(LIMITS.links().inbound());
    }

    @Test
    void aManualPeerIsNeverDisplaced() {
        for (int i = 1; i <= LIMITS.links().inbound(); i++) {
            sessions.connected(Someone.numbered(i).on(inbound(i)), i, true);
            sessions.greet(inbound(i), Someone.numbered(i).hello(), i);
        }
        sessions.connected(Someone.numbered(200).on(inbound(200)), 90_000, false);

        assertThat(sessions.greet(inbound(200), Someone.numbered(200).hello(), 90_000))
                .isEqualTo(refused(Fault.FULL));
    }

    private void fillInboundSeats() {
        for (int i = 1; i <= LIMITS.links().inbound(); i++) {
            settle(Someone.of(Someone.NETWORK, i, new Endpoint("8.8.1." + i, 1)), inbound(i), i * 1_000L);
        }
    }

    @Test
    void pingsGoOutAboutEveryQuarterMinuteAndMeasureTheRoundTrip() {
        Session session = settle(OTHER, outbound(1), 0);
        Outbox out = new Outbox();
        long due = sessions.nextDeadline();

        List<Lapsed> lapsed = sessions.wake(due, out);

        assertThat(due).isBetween(12_000L, 18_000L);
        assertThat(lapsed).isEmpty();
        Message.Ping ping = (Message.Ping) ((Action.Send) out.drain().get(0)).message();
        sessions.pong(outbound(1), new Message.Pong(ping.nonce() + 1), due + 10);
        assertThat(session.pingMillis()).isEqualTo(Long.MAX_VALUE);
        sessions.pong(outbound(1), new Message.Pong(ping.nonce()), due + 40);
        assertThat(session.pingMillis()).isEqualTo(40);
        assertThat(sessions.nextDeadline()).isGreaterThan(due);
    }

    @Test
    void aSilentLinkLapsesAndOneThatSpeaksDoesNot() {
        settle(OTHER, outbound(1), 0);
        settle(Someone.numbered(2), outbound(2), 0);
        sessions.admits(outbound(2), new Message.Ping(1), 10, 30_000);

        List<Lapsed> lapsed = sessions.wake(45_000, new Outbox());

        assertThat(lapsed).containsExactly(new Lapsed(outbound(1), Fault.SILENT));
    }

    @Test
    void whoDoesNotSayHelloInTimeIsShownOut() {
        sessions.connected(OTHER.on(inbound(1)), 1_000, false);

        assertThat(sessions.nextDeadline()).isEqualTo(11_000);
        assertThat(sessions.wake(10_999, new Outbox())).isEmpty();
        assertThat(sessions.wake(11_000, new Outbox()))
                .containsExactly(new Lapsed(inbound(1), Fault.HANDSHAKE_TIMEOUT));
    }

    @Test
    void onlyTheSendersOwnFaultCostsAnything() {
        settle(OTHER, inbound(1), 0);

        assertThat(sessions.blame(inbound(1), Fault.NONCE_USED, 0)).isEqualTo(Judgement.IGNORE);
        assertThat(sessions.blame(inbound(1), Fault.WRONG_NETWORK, 0)).isEqualTo(Judgement.CLOSE);
        assertThat(sessions.blame(inbound(1), Fault.UNASKED, 0)).isEqualTo(Judgement.IGNORE);
        assertThat(sessions.isDiscouraged(OTHER.node(), 0)).isFalse();
        assertThat(sessions.blame(inbound(1), Fault.TRANSACTION_FORGED, 0)).isEqualTo(Judgement.CLOSE_AND_DISCOURAGE);
        assertThat(sessions.isDiscouraged(OTHER.node(), 0)).isTrue();
    }

    @Test
    void whoMisbehavedIsRefusedForAnHourUnlessTheOperatorInsists() {
        settle(OTHER, inbound(1), 0);
        sessions.blame(inbound(1), Fault.UNREADABLE, 0);
        sessions.closed(inbound(1));

        assertThat(sessions.connected(OTHER.on(inbound(2)), 3_599_999, false)).contains(Fault.DISCOURAGED);
        assertThat(sessions.connected(OTHER.on(inbound(3)), 1, true)).isEmpty();
        assertThat(sessions.connected(OTHER.on(inbound(4)), 3_600_000, false)).isEmpty();
    }

    @Test
    void badMannersCloseTheLinkOnlyWhenTheyGoOn() {
        settle(OTHER, inbound(1), 0);
        long now = 0;
        for (int i = 0; i < 1_000; i++) {
            now += 2_000;
            assertThat(sessions.blame(inbound(1), Fault.UNASKED, now)).isEqualTo(Judgement.IGNORE);
        }

        Judgement last = Judgement.IGNORE;
        for (int i = 0; i < 50; i++) {
            last = sessions.blame(inbound(1), Fault.UNASKED, now);
        }

        assertThat(last).isEqualTo(Judgement.CLOSE);
        assertThat(sessions.isDiscouraged(OTHER.node(), now)).isFalse();
    }

    @Test
    void theHeaviestClaimedTipCounts() {
        Session session = settle(OTHER, inbound(1), 0);
        ChainTip heavy = new ChainTip(Height.of(5), Hash.ZERO, BigInteger.TEN);

        session.heardTip(heavy);
        session.heardTip(new ChainTip(Height.of(9), Hash.ZERO, BigInteger.TWO));

        assertThat(session.tip()).isEqualTo(heavy);
    }
}
