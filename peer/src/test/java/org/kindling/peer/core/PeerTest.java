package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.boundary.TrackerService;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.Fault;
import org.kindling.protocol.InvariantBroken;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

class PeerTest {
    private static final long BIRTH = TestLedger.GENESIS_MILLIS + 10_000;
    private static final LinkId LINK = new LinkId(Direction.INBOUND, 1);
    private static final Token SUBMISSION = new Token(77);
    private static final KeyPair STRANGER = TestLedger.key("stranger");

    private final List<Action> actions = new ArrayList<>();
    private final Peer peer = new Peer(setup(), Recovered.nothing(), Instant.ofEpochMilli(BIRTH));
    private long now = BIRTH;

    private static PeerSetup setup() {
        return new PeerSetup(
                TestLedger.SPEC,
                TestLedger.key("node"),
                Limits.standard(),
                List.of(new Endpoint("10.0.0.1", 7000)),
                7000,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                TrackerService.STANDBY,
                false,
                TestLedger.MINER,
                "test/1",
                new SplittableRandom(1),
                id -> Optional.empty());
    }

    private Step step(Event event) {
        now++;
        Step step = peer.step(Instant.ofEpochMilli(now), event);
        actions.addAll(step.actions());
        return step;
    }

    /** Answers every open request for the disk and for computing, in order. */
    private void serve() {
        for (boolean isBusy = true; isBusy; ) {
            List<Action> open = List.copyOf(actions);
            actions.removeIf(action -> action instanceof Action.Persist || action instanceof Action.Compute);
            isBusy = false;
            for (Action action : open) {
                if (action instanceof Action.Persist persist) {
                    step(new Event.Persisted(persist.token()));
                    isBusy = true;
                } else if (action instanceof Action.Compute compute) {
                    step(new Event.Computed(compute.token(), compute.work().run(SignatureRule.best())));
                    isBusy = true;
                }
            }
        }
    }

    private void computeOnly() {
        for (Action action : List.copyOf(actions)) {
            if (action instanceof Action.Compute compute) {
                actions.remove(action);
                step(new Event.Computed(compute.token(), compute.work().run(SignatureRule.best())));
            }
        }
    }

    private void born() {
        step(new Event.Woke());
        serve();
    }

    private void linked() {
        step(new Event.Connected(LINK, STRANGER.publicKey(), new Endpoint("10.0.0.2", 4000)));
        step(new Event.Heard(LINK, hello(), 300));
        serve();
        actions.clear();
    }

    private Message.Hello hello() {
        PeerRecord record = new PeerRecord.Content(
                        TestLedger.SPEC.id(),
                        STRANGER.publicKey(),
                        1,
                        List.of(new Endpoint("10.0.0.2", 7000)),
                        List.of(Role.FULL),
                        0,
                        now + 60_000)
                .sign(STRANGER);
        ChainTip genesis = new ChainTip(Height.GENESIS, peer.view().head().block(), BigInteger.ZERO);
        return new Message.Hello(
                Message.Hello.VERSION, TestLedger.SPEC.id(), record, genesis, "other/1", now, "10.0.0.1");
    }

    private List<Message> sent() {
        return actions.stream()
                .filter(Action.Send.class::isInstance)
                .map(action -> ((Action.Send) action).message())
                .toList();
    }

    private List<Fact> facts() {
        return actions.stream()
                .filter(Action.Report.class::isInstance)
                .map(action -> ((Action.Report) action).fact())
                .toList();
    }

    private static Transaction payment() {
        return TestLedger.pay(TestLedger.ALICE, 0, TestLedger.BOB, 5);
    }

    @Test
    void aSubmittedTransactionIsOnDiskBeforeItIsAcknowledgedOrTold() {
        born();
        linked();

        step(new Event.Submitted(SUBMISSION, payment()));
        computeOnly();
        List<Message> saidBefore = sent();
        List<Fact> toldBefore = facts();
        boolean isAsked = actions.stream()
                .anyMatch(action -> action instanceof Action.Persist persist
                        && persist.entries().contains(new Entry.OwnTransaction(payment())));
        serve();

        assertThat(isAsked).isTrue();
        assertThat(saidBefore).noneMatch(Message.Transactions.class::isInstance);
        assertThat(toldBefore).noneMatch(Fact.SubmissionSettled.class::isInstance);
        assertThat(facts())
                .contains(new Fact.SubmissionSettled(SUBMISSION, payment().id(), Verdict.ACCEPTED));
        assertThat(sent()).contains(new Message.Transactions(List.of(payment())));
    }

    @Test
    void whatCouldNotBeWrittenDownIsNotAcknowledgedAndThePeerSaysSo() {
        born();
        step(new Event.Submitted(SUBMISSION, payment()));
        computeOnly();

        refuseWrites();

        assertThat(facts()).contains(new Fact.StorageFailed("no space left"));
        assertThat(facts())
                .filteredOn(Fact.SubmissionSettled.class::isInstance)
                .hasSize(1)
                .allMatch(fact -> !((Fact.SubmissionSettled) fact).verdict().isAccepted());
    }

    @Test
    void aDiskThatHasRoomAgainIsUsedAgainWithinTenSeconds() {
        born();
        step(new Event.Submitted(SUBMISSION, payment()));
        computeOnly();
        refuseWrites();
        now += 9_000;
        step(new Event.Woke());
        serve();

        step(new Event.Submitted(new Token(778), payment()));
        computeOnly();
        serve();

        assertThat(facts())
                .contains(new Fact.StorageRecovered(0))
                .contains(new Fact.SubmissionSettled(new Token(778), payment().id(), Verdict.ACCEPTED));
    }

    @Test
    void aDiskThatKeepsRefusingIsAskedAgainAndAgainButNotMoreThanEveryFewSeconds() {
        born();
        step(new Event.Submitted(SUBMISSION, payment()));
        computeOnly();
        refuseWrites();

        int attempts = 0;
        for (int second = 1; second <= 60; second++) {
            now += 1_000;
            step(new Event.Woke());
            attempts += refuseWrites();
        }

        assertThat(attempts).isBetween(6, 12);
        assertThat(facts()).filteredOn(Fact.StorageFailed.class::isInstance).hasSize(1);
    }

    private int refuseWrites() {
        int refused = 0;
        for (Action action : List.copyOf(actions)) {
            if (action instanceof Action.Persist persist) {
                actions.remove(action);
                step(new Event.PersistFailed(persist.token(), "no space left"));
                refused++;
            }
        }
        return refused;
    }

    @Test
    void nobodyHearsARecordOfOursBeforeItsNumberIsOnDisk() {
        step(new Event.Woke());
        step(new Event.Connected(LINK, STRANGER.publicKey(), new Endpoint("10.0.0.2", 4000)));
        List<Message> early = sent();

        serve();

        assertThat(early).isEmpty();
        assertThat(sent()).hasAtLeastOneElementOfType(Message.Hello.class);
    }

    @Test
    void aForgedTransactionCostsItsSenderTheLinkAndItsGoodName() {
        born();
        linked();
        Transaction forged = new Transaction(payment().body(), TestLedger.BOB.sign(Hash.ZERO));

        step(new Event.Heard(LINK, new Message.Transactions(List.of(forged)), 300));
        serve();

        assertThat(facts()).contains(new Fact.PeerPenalised(peerOf(STRANGER), Fault.TRANSACTION_FORGED));
        assertThat(actions).contains(new Action.Close(LINK, Fault.TRANSACTION_FORGED));
        assertThat(peer.view().mempoolSize()).isZero();

        actions.clear();
        step(new Event.Connected(
                new LinkId(Direction.INBOUND, 2), STRANGER.publicKey(), new Endpoint("10.0.0.2", 4001)));
        assertThat(sent()).containsExactly(new Message.Goodbye(Fault.DISCOURAGED, List.of()));
    }

    @Test
    void anExpiredTransactionCostsItsSenderNothing() {
        born();
        linked();
        TransactionBody body = payment().body();
        Transaction expired = new TransactionBody(
                        body.network(), body.branch(), body.sender(), 0, body.fee(), Height.GENESIS, body.payload())
                .sign(TestLedger.ALICE);

        step(new Event.Heard(LINK, new Message.Transactions(List.of(expired)), 300));
        serve();

        assertThat(facts()).noneMatch(Fact.PeerPenalised.class::isInstance);
        assertThat(peer.view().links()).hasSize(1);
    }

    @Test
    void aTransactionWhoseNonceIsFarAheadCostsItsSenderNothing() {
        born();
        linked();
        Transaction ahead = TestLedger.pay(TestLedger.ALICE, 1_000_000, TestLedger.BOB, 5);

        step(new Event.Heard(LINK, new Message.Transactions(List.of(ahead)), 300));
        serve();

        assertThat(facts()).noneMatch(Fact.PeerPenalised.class::isInstance);
        assertThat(peer.view().links()).hasSize(1);
    }

    @Test
    void noiseEndsTheLinkAndWhatFollowsIsNotHeard() {
        born();
        linked();

        step(new Event.Misheard(LINK, Fault.NOT_CANONICAL));
        actions.clear();
        step(new Event.Heard(LINK, new Message.Ping(1), 20));

        assertThat(peer.view().links()).isEmpty();
        assertThat(sent()).isEmpty();
    }

    @Test
    void aPeerThatLeavesSaysGoodbyeAndThenSleeps() {
        born();
        linked();

        Step last = step(new Event.Instructed(new Instruction.Leave()));

        assertThat(sent()).contains(new Message.Goodbye(Fault.LEAVING, List.of()));
        assertThat(last.wakeAt()).isAfter(Instant.ofEpochMilli(now + 1_000_000));
    }

    @Test
    void timeThatRunsBackwardsIsABugOfOurs() {
        born();

        assertThatThrownBy(() -> peer.step(Instant.ofEpochMilli(BIRTH - 1), new Event.Woke()))
                .isInstanceOf(InvariantBroken.class);
    }

    private static NodeId peerOf(KeyPair key) {
        return NodeId.of(key.publicKey());
    }
}
