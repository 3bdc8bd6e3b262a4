package org.kindling.peer.core.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.chain.TestLedger.ALICE;
import static org.kindling.peer.core.chain.TestLedger.BOB;
import static org.kindling.peer.core.chain.TestLedger.pay;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.Retained;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.ledger.Transaction;

final class FootprintTest {
    private static final int TRANSACTIONS = 2_000;

    @Test
    void aBlockOfSmallTransactionsTakesNoMoreThanIsReckoned() {
        TestLedger ledger = new TestLedger();
        List<Transaction> small = new ArrayList<>();
        for (int nonce = 0; nonce < TRANSACTIONS; nonce++) {
            small.add(pay(ALICE, nonce, BOB, 1));
        }
        Block block = ledger.next(ledger.genesis(), small.toArray(Transaction[]::new));
        byte[] bytes = LedgerCodec.encode(block);

        long retained = Retained.bytes(() -> decoded(bytes));

        assertThat(retained).isLessThanOrEqualTo(Footprint.bytes(block));
    }

    private static Block decoded(byte[] bytes) {
        try {
            return LedgerReader.block(bytes);
        } catch (MalformedException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
