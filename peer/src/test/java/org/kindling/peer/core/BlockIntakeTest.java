package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

final class BlockIntakeTest {
    private final TestLedger ledger = new TestLedger();
    private final SoloPeer peer = new SoloPeer();

    @BeforeEach
    void born() {
        peer.step(new Event.Woke());
    }

    private void sees(LinkId link, List<Block> blocks) {
        peer.hear(link, new Message.Headers(blocks.stream().map(Block::header).toList()));
    }

    private void mines() {
        peer.step(new Event.Instructed(new Instruction.StartMining()));
        for (int i = 0; i < 100; i++) {
            peer.passes(100);
            peer.step(new Event.Woke());
        }
    }

    @Test
    void aHeaderWithoutItsBodyStopsNobodyFromMining() {
        LinkId liar = peer.linked(1);

        sees(liar, ledger.run(ledger.genesis(), TestLedger.MINER, 1));
        mines();

        assertThat(peer.view().head().height().value()).isPositive();
    }

    @Test
    void miningWaitsWhileBlocksOfAHeavierChainComeIn() {
        LinkId neighbour = peer.linked(1);
        List<Block> chain = ledger.run(ledger.genesis(), TestLedger.MINER, 40);
        sees(neighbour, chain);

        peer.hear(neighbour, new Message.FullBlock(chain.get(0)));
        peer.step(new Event.Instructed(new Instruction.StartMining()));
        long whileItComes = peer.slicesSearched();
        mines();

        assertThat(whileItComes).isZero();
        assertThat(peer.slicesSearched()).as("nothing came for two seconds").isPositive();
    }

    @Test
    void aThousandFreeBlocksBesideTheChainNeverReachTheDisk() {
        LinkId liar = peer.linked(1);
        ledger.run(ledger.genesis(), TestLedger.MINER, 60)
                .forEach(block -> peer.hear(liar, new Message.FullBlock(block)));
        int before = peer.entries().size();

        for (int i = 0; i < 1_000; i++) {
            Block free = ledger.next(ledger.genesis(), TestLedger.address(TestLedger.key("free" + i)));
            peer.hear(liar, new Message.FullBlock(free));
        }

        assertThat(peer.view().head().height().value()).isEqualTo(60);
        assertThat(peer.entries()).hasSize(before);
    }

    @Test
    void aDiskThatDoesNotAnswerBoundsWhatIsHeldForIt() {
        LinkId neighbour = peer.linked(1);
        peer.diskGetsStuck();

        ledger.run(ledger.genesis(), TestLedger.MINER, 600)
                .forEach(block -> peer.hear(neighbour, new Message.FullBlock(block)));

        assertThat(peer.entries().stream().filter(Entry.CheckedBlock.class::isInstance))
                .hasSize(Limits.standard().chain().waitingBlocksMax());
    }

    @Test
    void aTransactionOfALosingBranchIsStillAskedFor() {
        LinkId neighbour = peer.linked(1);
        LinkId other = peer.linked(2);
        Transaction lost = TestLedger.pay(TestLedger.ALICE, 0, TestLedger.BOB, 5);
        Block winner = ledger.next(ledger.genesis());
        Block loser = ledger.next(ledger.genesis(), lost);
        peer.hear(neighbour, new Message.FullBlock(winner));
        peer.hear(neighbour, new Message.FullBlock(loser));

        peer.hear(other, new Message.IHave(List.of(lost.id())));

        assertThat(peer.view().head().block()).isEqualTo(winner.id());
        assertThat(peer.sent()).contains(new Message.IWant(List.of(lost.id())));
    }
}
