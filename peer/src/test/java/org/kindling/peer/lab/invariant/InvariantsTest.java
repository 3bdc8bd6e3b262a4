package org.kindling.peer.lab.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.lab.engine.Actor;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.peer.lab.engine.PeerPlan;
import org.kindling.peer.lab.engine.RunBroken;
import org.kindling.peer.lab.engine.Weather;
import org.kindling.peer.lab.engine.World;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Target;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;
import org.kindling.protocol.message.Message;

final class InvariantsTest {
    private static final KeyPair ALICE = key(1);
    private static final KeyPair BOB = key(2);
    private static final Address MINER = Address.of(key(3).publicKey());
    private static final NetworkSpec SPEC = new NetworkSpec(
            "sketch",
            0,
            "sketch",
            1,
            new NetworkSpec.Rules.ProofOfWork(10_000, Target.EASIEST.bits(), 200_000),
            Amount.of(50),
            Amount.of(1),
            List.of(new NetworkSpec.Allocation(Address.of(ALICE.publicKey()), Amount.of(1_000))));
    private static final LinkId LINK = new LinkId(Direction.OUTBOUND, 1);
    private static final Transaction PAYMENT = payment(ALICE);
    private static final Block OWN_BLOCK = block(MINER, Hash.sha256(), List.of());

    private final World world = new World(1, Weather.fair());
    private final Sketch sketch = new Sketch(SPEC);
    private final LabPeer peer = start(0);

    // ------------------------------------------------------------------ INV-001

    @Test
    void aSubmittedTransactionIsSpokenOfOnlyWhenItIsOnDisk() {
        Action said = send(new Message.Transactions(List.of(PAYMENT)));
        Action acknowledged = report(new Fact.SubmissionSettled(new Token(1), PAYMENT.id(), Verdict.ACCEPTED));
        Action listed = send(new Message.IHave(List.of(PAYMENT.id())));

        for (Action action : List.of(said, acknowledged, listed)) {
            Invariant fresh = persistBeforeSend();
            assertThat(after(fresh, new Event.Submitted(new Token(1), PAYMENT))).isEmpty();
            assertThat(after(fresh, new Event.Woke(), persist(new Entry.OwnTransaction(PAYMENT))))
                    .isEmpty();
            assertThat(after(fresh, new Event.Woke(), action)).isPresent();
            assertThat(after(fresh, new Event.Persisted(new Token(9)), action)).isEmpty();
        }
    }

    @Test
    void whatOthersSaidMayBePassedOnAtOnce() {
        Invariant invariant = persistBeforeSend();
        Message.Transactions message = new Message.Transactions(List.of(PAYMENT));

        after(invariant, new Event.Submitted(new Token(1), PAYMENT));

        assertThat(after(invariant, new Event.Heard(LINK, message, 100), send(message)))
                .isEmpty();
        Block others = block(Address.of(BOB.publicKey()), Hash.sha256(), List.of());
        assertThat(after(invariant, new Event.Woke(), send(new Message.FullBlock(others))))
                .isEmpty();
    }

    @Test
    void aBlockOfOnesOwnIsShownOnlyWhenItIsOnDisk() {
        Action shown = send(new Message.CompactBlock(OWN_BLOCK.header(), List.of()));
        Action hinted = send(new Message.GetHeaders(List.of(OWN_BLOCK.id())));

        for (Action action : List.of(shown, hinted)) {
            Invariant fresh = persistBeforeSend();
            after(fresh, new Event.Woke(), persist(new Entry.CheckedBlock(OWN_BLOCK)));
            assertThat(after(fresh, new Event.Woke(), action)).isPresent();
            assertThat(after(fresh, new Event.Persisted(new Token(9)), action)).isEmpty();
        }
    }

    @Test
    void aRecordIsShownOnlyWhenItsSequenceIsOnDisk() {
        PeerRecord record = record(5);
        Action told = new Action.AskTracker(
                "http://tracker.lab", new Announce(record.network(), record, Announce.Occasion.STARTED, 1));
        Action shared = send(new Message.Peers(List.of(record), new Message.Reach(0, 0)));

        for (Action action : List.of(told, shared)) {
            Invariant fresh = persistBeforeSend();
            after(fresh, new Event.Woke(), persist(new Entry.RecordSequence(4)));
            assertThat(after(fresh, new Event.Persisted(new Token(9)), action)).isPresent();
            after(fresh, new Event.Woke(), persist(new Entry.RecordSequence(5)));
            assertThat(after(fresh, new Event.Persisted(new Token(9)), action)).isEmpty();
        }
    }

    // ------------------------------------------------------------------ INV-002 to INV-004

    @Test
    void twoStatesAfterOneBlockAreNoticed() {
        Invariant invariant = new OneStatePerBlock();
        sketch.standOn(OWN_BLOCK);
        assertThat(after(invariant, new Event.Woke(), newTip())).isEmpty();

        sketch.standOn(OWN_BLOCK, Hash.ZERO);

        assertThat(after(invariant, new Event.Woke(), newTip())).isPresent();
        assertThat(after(new OneStatePerBlock(), new Event.Woke(), newTip())).isPresent();
    }

    @Test
    void aUnitTooManyOrTooFewIsNoticed() {
        sketch.standOn(OWN_BLOCK);
        sketch.hold(MINER, 50);

        for (long units : List.of(1_000L, 999L, 1_001L)) {
            sketch.hold(Address.of(ALICE.publicKey()), units);
            Invariant fresh = new SupplyConserved(SPEC, List.of(MINER, Address.of(ALICE.publicKey())));
            assertThat(after(fresh, new Event.Woke(), newTip()).isEmpty()).isEqualTo(units == 1_000);
        }
    }

    @Test
    void aForgedTransactionInABlockIsNoticed() {
        Transaction forged = new Transaction(PAYMENT.body(), payment(BOB).signature());

        sketch.standOn(block(MINER, Hash.sha256(), List.of(PAYMENT)));
        Optional<String> whenHonest = after(new EveryTransactionSigned(), new Event.Woke(), newTip());
        sketch.standOn(block(MINER, Hash.sha256(), List.of(forged)));
        Optional<String> whenForged = after(new EveryTransactionSigned(), new Event.Woke(), newTip());

        assertThat(whenHonest).isEmpty();
        assertThat(whenForged).isPresent();
    }

    @Test
    void aForgedCopyOfATransactionThatWasSeenWithATrueSignatureIsNoticed() {
        Invariant invariant = new EveryTransactionSigned();
        Transaction forged = new Transaction(PAYMENT.body(), payment(BOB).signature());
        sketch.standOn(block(MINER, Hash.sha256(), List.of(PAYMENT)));
        after(invariant, new Event.Woke(), newTip());

        sketch.standOn(block(MINER, Hash.ZERO, List.of(forged)));

        assertThat(after(invariant, new Event.Woke(), newTip())).isPresent();
    }

    // ------------------------------------------------------------------ INV-005, INV-006, INV-008, INV-009

    @Test
    void whatExceedsItsLimitIsNoticed() {
        Invariant invariant = new WithinLimits();
        List<Action> flood =
                new ArrayList<>(Collections.nCopies(WithinLimits.ACTIONS_MAX + 1, send(new Message.Ping(1))));

        assertThat(invariant.atCheckpoint(peer)).isEmpty();
        sketch.mempoolSize = Limits.standard().mempool().transactionsMax() + 1;
        assertThat(invariant.atCheckpoint(peer)).isPresent();
        sketch.mempoolSize = 0;
        sketch.known = Limits.standard().discovery().knownMax() + 1;
        assertThat(invariant.atCheckpoint(peer)).isPresent();
        assertThat(after(invariant, new Event.Woke(), flood.toArray(Action[]::new)))
                .isPresent();
    }

    @Test
    void aTrackerCallThatIsNeededThoughThereIsALinkOrSomebodyToCallIsNoticed() {
        PeerRecord record = record(1);
        Action call = new Action.AskTracker(
                "http://tracker.lab", new Announce(record.network(), record, Announce.Occasion.REGULAR, 1));
        Action needed = report(new TrackerFact.Asked("http://tracker.lab", true));
        Action notNeeded = report(new TrackerFact.Asked("http://tracker.lab", false));
        Invariant invariant = new TrackerNotNeeded();

        assertThat(after(invariant, new Event.Woke(), call, needed)).isEmpty();
        assertThat(after(invariant, new Event.Woke(), call)).isPresent();
        sketch.worthACall = 1;
        assertThat(after(invariant, new Event.Woke(), call, needed)).isPresent();
        sketch.worthACall = 0;
        sketch.links = List.of(new PeerView.Link(
                peer.node(), Direction.OUTBOUND, peer.plan().home(), "a", Height.GENESIS, false, 0, 0));
        assertThat(after(invariant, new Event.Woke(), call, notNeeded)).isEmpty();
        assertThat(after(invariant, new Event.Woke(), call, needed)).isPresent();
    }

    @Test
    void aPenaltyForAnHonestPeerEndsTheRunAndNamesPeerStepAndSeed() {
        Action penalty = report(new Fact.PeerPenalised(peer.node(), Fault.BLOCK_WORK));
        Moment moment = moment(new Event.Woke(), penalty);
        List<Invariant> all = Invariants.all(SPEC, List.of(), node -> true, world.tally());
        List<Invariant> allButLiars = Invariants.all(SPEC, List.of(), node -> false, world.tally());
        all.forEach(invariant -> invariant.born(peer));
        allButLiars.forEach(invariant -> invariant.born(peer));

        new Watchtower(world, allButLiars, any -> true).stepped(moment);
        new Watchtower(world, all, any -> false).stepped(moment);
        assertThatThrownBy(() -> new Watchtower(world, all, any -> true).stepped(moment))
                .isInstanceOf(RunBroken.class)
                .hasMessageContaining("INV-008 no honest peer is penalised broken by peer 0 at step 1")
                .hasMessageContaining("seed 1");
    }

    @Test
    void aTrackerThatIsSuspectedBeforeAnyHasLiedIsNoticed() {
        Invariant invariant = new NoHonestTrackerSuspected(world.tally());
        Action suspicion = report(new TrackerFact.Suspected("http://tracker.lab", "it hides somebody"));

        assertThat(after(invariant, new Event.Woke(), report(new TrackerFact.Asked("http://tracker.lab", false))))
                .isEmpty();
        assertThat(after(invariant, new Event.Woke(), suspicion)).isPresent();
        world.tally().count("tracker-hid");
        assertThat(after(invariant, new Event.Woke(), suspicion)).isEmpty();
    }

    // ------------------------------------------------------------------ props

    private Invariant persistBeforeSend() {
        Invariant invariant = new PersistBeforeSend();
        invariant.born(peer);
        return invariant;
    }

    private Optional<String> after(Invariant invariant, Event event, Action... actions) {
        return invariant.afterStep(moment(event, actions));
    }

    private Moment moment(Event event, Action... actions) {
        return new Moment(peer, World.ORIGIN, event, new Step(List.of(actions), Instant.MAX), 1);
    }

    private LabPeer start(int index) {
        Actor still = new Actor() {
            @Override
            public Step step(Instant now, Event event) {
                return new Step(List.of(), Instant.MAX);
            }

            @Override
            public PeerView view() {
                return sketch;
            }
        };
        PeerPlan plan = new PeerPlan(
                SPEC,
                key(10 + index),
                Limits.standard(),
                new Endpoint("10." + index + ".1.1", 7_000),
                true,
                List.of(),
                List.of(),
                List.of(),
                false,
                MINER);
        LabPeer started = world.add(plan, (setup, recovered, now) -> still);
        world.start(started);
        return started;
    }

    private static Action send(Message message) {
        return new Action.Send(LINK, message);
    }

    private static Action persist(Entry entry) {
        return new Action.Persist(new Token(9), List.of(entry));
    }

    private static Action report(Fact fact) {
        return new Action.Report(fact);
    }

    private static Action newTip() {
        return report(new Fact.TipChanged(Height.of(1), Hash.ZERO, 0, false));
    }

    private PeerRecord record(long sequence) {
        return new PeerRecord.Content(
                        SPEC.id(), peer.plan().key().publicKey(), sequence, List.of(), List.of(), 1, 3_600_000)
                .sign(peer.plan().key());
    }

    private static Transaction payment(KeyPair from) {
        return new TransactionBody(
                        SPEC.id(),
                        1,
                        from.publicKey(),
                        0,
                        Amount.of(1),
                        Height.of(100),
                        Payload.Transfer.to(MINER, Amount.of(10)))
                .sign(from);
    }

    private static Block block(Address producer, Hash stateRoot, List<Transaction> transactions) {
        BlockHeader header = new BlockHeader(new BlockHeader.Fields(
                1,
                Height.of(1),
                Hash.ZERO,
                10_000,
                Block.transactionRoot(transactions),
                transactions.size(),
                stateRoot,
                Hash.ZERO,
                producer,
                new Seal.Work(Target.EASIEST.bits(), 0)));
        return new Block(header, transactions);
    }

    private static KeyPair key(int number) {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        seed[0] = (byte) number;
        return KeyPair.fromSeed(Bytes.of(seed));
    }
}
