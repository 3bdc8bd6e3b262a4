package org.kindling.peer.core.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.chain.TestLedger.ALICE;
import static org.kindling.peer.core.chain.TestLedger.BOB;
import static org.kindling.peer.core.chain.TestLedger.CAROL;
import static org.kindling.peer.core.chain.TestLedger.order;
import static org.kindling.peer.core.chain.TestLedger.pay;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.Retained;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Transaction;

final class CheckTransactionsTest {
    private final Transaction good = pay(ALICE, 0, BOB, 5);
    private final Transaction good2 = pay(BOB, 0, CAROL, 5);
    private final Transaction forged = new Transaction(good.body(), BOB.sign(good.id()));

    @Test
    void aBatchIsPartedIntoTrulySignedAndForged() {
        CheckTransactions check = new CheckTransactions(List.of(good, forged, good2));

        TransactionsChecked outcome = (TransactionsChecked) check.run(SignatureRule.best());

        assertThat(outcome.verified())
                .extracting(VerifiedTransaction::transaction)
                .containsExactly(good, good2);
        assertThat(outcome.forged()).containsExactly(forged);
    }

    @Test
    void equalBatchesMayShareOneResultAndOthersMayNot() {
        Object key = new CheckTransactions(List.of(good)).memoKey();

        assertThat(new CheckTransactions(List.of(pay(ALICE, 0, BOB, 5))).memoKey())
                .isEqualTo(key);
        assertThat(new CheckTransactions(List.of(forged)).memoKey()).isNotEqualTo(key);
    }

    @Test
    void aKnownSignatureNeedsNoCheckButAnotherOneUnderTheSameIdDoes() {
        KnownSignatures known = new KnownSignatures(2);
        known.addChecked(List.of(good));

        assertThat(known.unknown(List.of(good, forged, good2))).containsExactly(forged, good2);
        known.addChecked(List.of(good2, pay(CAROL, 0, BOB, 5)));
        assertThat(known.unknown(List.of(good))).as("the oldest is forgotten").containsExactly(good);
    }

    @Test
    void aKnownSignatureDoesNotKeepItsTransactionInMemory() {
        int count = 500;
        byte[] large = new byte[32 * 1024];

        long bytes = Retained.bytes(() -> {
            KnownSignatures known = new KnownSignatures(count);
            for (int nonce = 0; nonce < count; nonce++) {
                known.addChecked(List.of(order(ALICE, nonce, 10, new Payload.Inscription(Bytes.of(large)))));
            }
            return known;
        });

        assertThat(bytes / count).isLessThan(1_024);
    }
}
