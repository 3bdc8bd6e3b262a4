package org.kindling.peer.core.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

class GossipTest {
    private static final long NOW = 1_000_000;
    private static final Limits.Gossip LIMITS = Limits.standard().gossip();

    private final Outbox out = new Outbox();
    private final Gossip gossip = new Gossip(LIMITS, new SplittableRandom(1), NOW);
    private final Transaction payment = TestLedger.pay(TestLedger.ALICE, 0, TestLedger.BOB, 1);

    private static LinkId link(int number) {
        return new LinkId(number % 2 == 0 ? Direction.OUTBOUND : Direction.INBOUND, number);
    }

    private List<LinkId> neighbours(int count) {
        List<LinkId> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            links.add(link(i));
            gossip.settled(link(i), List.of(), NOW, out);
        }
        out.drain();
        return links;
    }

    private List<LinkId> whoGot(Class<? extends Message> kind) {
        List<LinkId> links = new ArrayList<>();
        for (Action action : out.drain()) {
            if (action instanceof Action.Send send && kind.isInstance(send.message())) {
                links.add(send.link());
            }
        }
        return links;
    }

    @Test
    void ourOwnTransactionGoesToEveryLink() {
        List<LinkId> links = neighbours(20);

        gossip.publish(payment, out);

        assertThat(whoGot(Message.Transactions.class)).containsExactlyInAnyOrderElementsOf(links);
    }

    @Test
    void anothersTransactionGoesToTheMeshButNotBackToWhoShowedIt() {
        neighbours(20);
        gossip.fresh(link(0), List.of(payment));

        gossip.passOn(List.of(payment), out);

        assertThat(whoGot(Message.Transactions.class))
                .hasSize(LIMITS.meshTarget() - 1)
                .doesNotContain(link(0));
    }

    @Test
    void aTransactionIsNewOnce() {
        neighbours(3);

        List<Transaction> first = gossip.fresh(link(0), List.of(payment));
        List<Transaction> again = gossip.fresh(link(1), List.of(payment));

        assertThat(first).containsExactly(payment);
        assertThat(again).isEmpty();
    }

    @Test
    void whatWasForgottenIsNewAgain() {
        gossip.fresh(link(0), List.of(payment));

        gossip.forget(payment);

        assertThat(gossip.fresh(link(1), List.of(payment))).containsExactly(payment);
    }

    @Test
    void aCopyWithAnotherSignatureIsLookedAtWhileTheFirstIsInCheck() {
        neighbours(3);
        Transaction forged = new Transaction(payment.body(), TestLedger.BOB.sign(payment.id()));
        gossip.fresh(link(0), List.of(forged));

        List<Transaction> worthChecking = gossip.fresh(link(1), List.of(payment));
        gossip.passOn(List.of(payment), out);

        assertThat(worthChecking).containsExactly(payment);
        assertThat(gossip.fresh(link(2), List.of(payment, forged))).isEmpty();
    }

    @Test
    void whatWasDeclinedForTheSakeOfAForgedCopyIsAskedForAfterAll() {
        neighbours(3);
        Transaction large = TestLedger.body(
                        TestLedger.ALICE, 0, 10, new Payload.Inscription(Bytes.of(new byte[LIMITS.dontWantBytes()])))
                .sign(TestLedger.ALICE);
        gossip.inCheck(link(0), gossip.fresh(link(0), List.of(large)), out);
        List<LinkId> declined = whoGot(Message.IDontWant.class);

        gossip.forged(link(0), large, out);

        assertThat(declined).containsExactlyInAnyOrder(link(1), link(2));
        assertThat(whoGot(Message.IWant.class)).containsExactlyInAnyOrder(link(1), link(2));
    }

    @Test
    void whoAsksForWhatItDeclinedGetsItWhenItComes() {
        neighbours(2);
        gossip.heardIDontWant(link(1), new Message.IDontWant(List.of(payment.id())));
        gossip.answer(link(1), new Message.IWant(List.of(payment.id())), List.of(), out);
        out.drain();

        gossip.passOn(List.of(payment), out);

        assertThat(whoGot(Message.Transactions.class)).contains(link(1));
    }

    private static final long LAPSED = NOW + LIMITS.wantTimeoutMillis() + LIMITS.heartbeatMillis();

    private final Message.IHave announcement = new Message.IHave(List.of(payment.id()));

    @Test
    void oneLinkIsAskedForAnAnnouncedTransactionAndAnotherAnnouncerOnlyAfterItLapsed() {
        neighbours(3);

        gossip.heardIHave(link(0), announcement, NOW, out);
        gossip.heardIHave(link(1), announcement, NOW, out);
        List<LinkId> first = whoGot(Message.IWant.class);
        List<LinkId> late = gossip.wake(LAPSED, out);

        assertThat(first).containsExactly(link(0));
        assertThat(late).containsExactly(link(0));
        assertThat(whoGot(Message.IWant.class)).containsExactly(link(1));
    }

    @Test
    void whoTakesBackWhatItAnnouncedBreaksNoPromiseAndAnotherIsAsked() {
        neighbours(3);
        gossip.heardIHave(link(0), announcement, NOW, out);
        gossip.heardIHave(link(1), announcement, NOW, out);
        out.drain();

        gossip.heardNotFound(link(0), new Message.NotFound(List.of(payment.id())));
        List<LinkId> late = gossip.wake(NOW + LIMITS.heartbeatMillis(), out);

        assertThat(late).isEmpty();
        assertThat(whoGot(Message.IWant.class)).containsExactly(link(1));
    }

    @Test
    void whoIsGoneOrHasBeenOvertakenBreaksNoPromise() {
        neighbours(3);
        Transaction mined = TestLedger.pay(TestLedger.CAROL, 0, TestLedger.BOB, 1);
        gossip.heardIHave(link(0), announcement, NOW, out);
        gossip.heardIHave(link(1), new Message.IHave(List.of(mined.id())), NOW, out);

        gossip.lost(link(0));
        gossip.included(new TestLedger().next(new TestLedger().genesis(), mined));

        assertThat(gossip.wake(LAPSED, out)).isEmpty();
    }

    @Test
    void aLinkThatAnnouncesWhatDoesNotExistUsesUpItsOwnShareOnly() {
        neighbours(2);
        for (int message = 0; message < 5; message++) {
            gossip.heardIHave(link(0), new Message.IHave(inventions(message)), NOW, out);
        }
        long asked = out.drain().stream()
                .mapToLong(action ->
                        ((Message.IWant) ((Action.Send) action).message()).ids().size())
                .sum();

        gossip.heardIHave(link(1), announcement, NOW, out);

        assertThat(asked).isEqualTo(LIMITS.wantedPerLink());
        assertThat(whoGot(Message.IWant.class)).containsExactly(link(1));
    }

    private static List<Hash> inventions(int message) {
        return IntStream.range(0, Message.IDS_MAX)
                .mapToObj(i -> Hash.sha256(new byte[] {(byte) message, (byte) i, (byte) (i >> 8)}))
                .toList();
    }

    @Test
    void moreThanOneMessageHoldsIsAnnouncedInSeveral() {
        gossip.settled(link(0), List.of(), NOW, out);
        List<Hash> many = new ArrayList<>();
        for (int message = 0; message < 3; message++) {
            many.addAll(inventions(message));
        }
        out.drain();

        gossip.remind(many, out);

        assertThat(out.drain())
                .extracting(action -> ((Action.Send) action).message())
                .containsExactly(
                        new Message.IHave(inventions(0)),
                        new Message.IHave(inventions(1)),
                        new Message.IHave(inventions(2)));
    }

    @Test
    void whoAsksForATransactionThatWaitsGetsIt() {
        neighbours(2);

        gossip.answer(link(1), new Message.IWant(List.of(payment.id())), List.of(payment), out);

        assertThat(whoGot(Message.Transactions.class)).containsExactly(link(1));
    }

    @Test
    void aLinkThatDeclinedATransactionIsSparedIt() {
        neighbours(4);
        gossip.heardIDontWant(link(1), new Message.IDontWant(List.of(payment.id())));

        gossip.publish(payment, out);

        assertThat(whoGot(Message.Transactions.class)).containsExactlyInAnyOrder(link(0), link(2), link(3));
    }

    @Test
    void theMeshStaysWithinItsBoundsWhoeverGraftsUs() {
        List<LinkId> links = neighbours(60);
        links.forEach(link -> gossip.heardGraft(link, NOW, out));

        gossip.wake(NOW + LIMITS.heartbeatMillis(), out);

        long members = links.stream().filter(gossip::isInMesh).count();
        long outbound = links.stream()
                .filter(link -> link.direction() == Direction.OUTBOUND && gossip.isInMesh(link))
                .count();
        assertThat(members).isBetween((long) LIMITS.meshMin(), (long) LIMITS.meshMax());
        assertThat(outbound).isGreaterThanOrEqualTo(LIMITS.meshOutboundMin());
    }

    @Test
    void aPrunedLinkIsNotGraftedBeforeItsBackoffIsOver() {
        neighbours(5);
        gossip.heardPrune(link(0), new Message.Prune(LIMITS.pruneBackoffMillis(), List.of()), NOW);

        gossip.wake(NOW + LIMITS.heartbeatMillis(), out);
        boolean early = gossip.isInMesh(link(0));
        gossip.wake(NOW + LIMITS.pruneBackoffMillis() + LIMITS.heartbeatMillis(), out);

        assertThat(early).isFalse();
        assertThat(gossip.isInMesh(link(0))).isTrue();
    }

    @Test
    void linksOutsideTheMeshHearOfTransactionsAtTheHeartbeat() {
        neighbours(20);
        gossip.fresh(link(0), List.of(payment));
        gossip.passOn(List.of(payment), out);
        List<LinkId> told = whoGot(Message.Transactions.class);

        gossip.wake(NOW + LIMITS.heartbeatMillis(), out);

        assertThat(whoGot(Message.IHave.class)).hasSize(LIMITS.lazyPeers()).doesNotContainAnyElementsOf(told);
    }

    @Test
    void aBlockIsNotSentToWhoHasIt() {
        neighbours(4);
        Block block = new TestLedger().next(new TestLedger().genesis());
        gossip.hasBlock(link(2), block.id());

        gossip.publish(block, out);
        List<LinkId> first = whoGot(Message.CompactBlock.class);
        gossip.publish(block, out);

        assertThat(first).containsExactlyInAnyOrder(link(0), link(1), link(3));
        assertThat(whoGot(Message.CompactBlock.class)).isEmpty();
    }

    @Test
    void aNewLinkIsToldWhatWaitsHere() {
        gossip.settled(link(0), List.of(payment), NOW, out);

        assertThat(whoGot(Message.IHave.class)).containsExactly(link(0));
    }
}
