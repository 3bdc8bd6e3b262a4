package org.kindling.peer.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.chain.TestLedger.ALICE;
import static org.kindling.peer.core.chain.TestLedger.BOB;
import static org.kindling.peer.core.chain.TestLedger.MINER;
import static org.kindling.peer.core.chain.TestLedger.address;
import static org.kindling.peer.core.chain.TestLedger.pay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;

final class RecoveryTest {
    private final TestLedger ledger = new TestLedger();
    private final TestChain first = new TestChain();
    private final List<Block> run = new ArrayList<>();
    private Optional<Snapshot> snapshot = Optional.empty();

    @BeforeEach
    void liveALife() {
        Block below = ledger.genesis();
        for (int i = 0; i < 50; i++) {
            below = ledger.next(below, pay(ALICE, i, BOB, 10 + i));
            run.add(below);
        }
        for (Block block : run.subList(0, 45)) {
            first.take(block);
            Optional<Snapshot> due = first.chain().snapshotDue();
            snapshot = due.isPresent() ? due : snapshot;
        }
        first.take(ledger.run(run.get(44), address(BOB), 3));
        first.take(run.subList(45, 50));
    }

    @Test
    void aSecondLifeEqualsAnUninterruptedOne() {
        assertSameLife(first.reborn(snapshot));
        assertSameLife(first.reborn(Optional.empty()));
    }

    @Test
    void theReplayStartsAtTheSnapshot() {
        assertThat(snapshot.orElseThrow().height()).isEqualTo(Height.of(40));
        first.disk().remove(run.get(5).id());

        TestChain second = first.reborn(snapshot);

        Block next = ledger.next(run.get(49));
        assertThat(second.take(next).chain().head().block()).isEqualTo(next.id());
    }

    @Test
    void aSnapshotThatDoesNotFitItsBlockIsPassedOver() {
        Snapshot good = snapshot.orElseThrow();
        StateTrie richer = StateTrie.of(good.state()).with(address(BOB), new Account(Amount.MAX, 0));

        assertSameLife(first.reborn(Optional.of(new Snapshot(good.block(), good.height(), richer, good.history()))));
        assertSameLife(first.reborn(
                Optional.of(new Snapshot(good.block(), good.height(), good.state(), MountainRange.EMPTY))));
        assertSameLife(
                first.reborn(Optional.of(new Snapshot(good.block(), Height.of(7), good.state(), good.history()))));
    }

    @Test
    void aLostBodyCostsItsDescendantsWhichAreFetchedAgain() {
        Block lost = run.get(46);
        first.disk().remove(lost.id());
        first.disk().remove(run.get(10).id());

        TestChain second = first.reborn(snapshot);

        assertThat(second.chain().head().height()).as("the other branch").isEqualTo(Height.of(48));
        assertThat(second.chain().missingBodies(9))
                .containsExactlyElementsOf(
                        run.subList(46, 50).stream().map(Block::id).toList());
        assertThat(second.take(run.subList(46, 50)).chain().head().block())
                .isEqualTo(run.get(49).id());
    }

    @Test
    void aBodyThatIsNotTheHeadersCountsAsLost() {
        Block good = run.get(48);
        Transaction other = pay(BOB, 0, ALICE, 5);
        first.disk().put(good.id(), new Block(good.header(), List.of(other)));

        TestChain second = first.reborn(snapshot);

        assertThat(second.chain().head().height()).isEqualTo(Height.of(48));
        assertThat(second.chain().missingBodies(9))
                .containsExactly(good.id(), run.get(49).id());
    }

    @Test
    void nothingIsTakenUpFromAnotherNetwork() {
        TestLedger foreign = new TestLedger(TestLedger.spec(Amount.of(51)));
        List<Block> theirs = foreign.run(foreign.next(foreign.genesis(), MINER), MINER, 3);
        TestChain misplaced = new TestChain();
        theirs.forEach(misplaced::write);

        assertThat(misplaced.reborn(Optional.empty()).chain().head().height()).isEqualTo(Height.GENESIS);
    }

    private void assertSameLife(TestChain second) {
        assertThat(second.chain().head()).isEqualTo(first.chain().head());
        assertThat(second.chain().state()).isEqualTo(first.chain().state());
        assertThat(second.chain().locator()).isEqualTo(first.chain().locator());
        assertThat(second.chain().bestHeader()).isEqualTo(first.chain().bestHeader());
        assertThat(second.chain().missingBodies(9)).isEmpty();
        Block next = ledger.next(run.get(49), pay(ALICE, 50, BOB, 1));
        assertThat(second.take(next).chain().head().block()).isEqualTo(next.id());
    }
}
