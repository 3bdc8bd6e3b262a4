package org.kindling.peer.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.chain.TestLedger.ALICE;
import static org.kindling.peer.core.chain.TestLedger.BOB;
import static org.kindling.peer.core.chain.TestLedger.MINER;
import static org.kindling.peer.core.chain.TestLedger.SPEC;
import static org.kindling.peer.core.chain.TestLedger.pay;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.core.chain.TestChain;
import org.kindling.peer.core.chain.TestLedger;
import org.kindling.peer.core.consensus.pow.Miner;
import org.kindling.peer.core.consensus.pow.MiningOutcome;
import org.kindling.peer.core.validation.CheckTransactions;
import org.kindling.peer.core.validation.TransactionsChecked;
import org.kindling.peer.core.validation.VerifiedTransaction;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;

final class BlockTemplatesTest {
    private final TestChain peer = new TestChain();
    private final Mempool pool = new Mempool(SPEC, Limits.standard().mempool());
    private final Miner miner = new Miner(
            new BlockTemplates(SPEC, peer.chain(), pool), MINER, new Limits.Mining(1_000, 100, 1_000), new Random(1));

    @Test
    void aMinedBlockOfWaitingTransactionsIsValid() {
        Transaction waiting = pay(ALICE, 0, BOB, 5);
        pool.add(verified(waiting), peer.chain().state(), Height.of(1));
        long now = TestLedger.GENESIS_MILLIS + 5_000;

        Block block = mine(now);

        assertThat(block.transactions()).containsExactly(waiting);
        assertThat(block.header().timeMillis()).isGreaterThanOrEqualTo(now);
        assertThat(peer.take(block).chain().head().block()).isEqualTo(block.id());
    }

    @Test
    void blocksFollowOneAnother() {
        long now = TestLedger.GENESIS_MILLIS;
        for (int height = 1; height <= 30; height++) {
            now += 700;
            Block block = mine(now);
            peer.take(block);
            assertThat(peer.chain().head().height()).isEqualTo(Height.of(height));
        }
    }

    private Block mine(long from) {
        Outbox outbox = new Outbox();
        Optional<Block> found = Optional.empty();
        miner.start();
        for (long now = from; found.isEmpty(); now += 100) {
            miner.wake(now, outbox);
            for (Action action : outbox.drain()) {
                MiningOutcome outcome =
                        (MiningOutcome) ((Action.Compute) action).work().run(SignatureRule.best());
                found = miner.computed(outcome);
            }
        }
        miner.stop();
        return found.get();
    }

    private static VerifiedTransaction verified(Transaction transaction) {
        CheckTransactions check = new CheckTransactions(List.of(transaction));
        return ((TransactionsChecked) check.run(SignatureRule.best()))
                .verified()
                .get(0);
    }
}
