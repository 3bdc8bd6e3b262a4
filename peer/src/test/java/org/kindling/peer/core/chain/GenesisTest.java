package org.kindling.peer.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.chain.TestLedger.ALICE;
import static org.kindling.peer.core.chain.TestLedger.MINER;
import static org.kindling.peer.core.chain.TestLedger.SPEC;
import static org.kindling.peer.core.chain.TestLedger.address;

import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Verdict;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;

final class GenesisTest {
    @Test
    void theFirstStateIsWhatTheSpecAllocates() {
        Genesis genesis = Genesis.of(SPEC);

        assertThat(genesis.state().accounts()).isEqualTo(3);
        assertThat(genesis.state().account(address(ALICE))).isEqualTo(new Account(Amount.of(1_000_000), 0));
        assertThat(genesis.block().header().stateRoot())
                .isEqualTo(genesis.state().root());
        assertThat(genesis.block().header().parent()).isEqualTo(Hash.ZERO);
        assertThat(genesis.block().height()).isEqualTo(Height.GENESIS);
    }

    @Test
    void theSameSpecAlwaysBeginsWithTheSameBlock() {
        assertThat(Genesis.of(TestLedger.spec(Amount.of(50))).block())
                .isEqualTo(Genesis.of(SPEC).block());
    }

    @Test
    void aBlockOfAnotherNetworkFindsNoParentHoweverAlikeTheSpecsAre() {
        NetworkSpec twin = new NetworkSpec(
                "twin",
                SPEC.genesisTimeMillis(),
                SPEC.addressPrefix(),
                SPEC.branch(),
                SPEC.rules(),
                SPEC.blockReward(),
                SPEC.feePerKibMin(),
                SPEC.allocations());
        TestLedger foreign = new TestLedger(twin);
        Block theirs = foreign.next(foreign.genesis(), MINER);

        Verdict verdict = new TestChain().chain().offerHeader(theirs.header(), TestChain.NOW);

        assertThat(Genesis.of(twin).block().id())
                .isNotEqualTo(Genesis.of(SPEC).block().id());
        assertThat(verdict).isInstanceOf(Verdict.Waiting.class);
    }
}
