package org.kindling.peer.core.mempool;

import java.util.Comparator;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

/**
 * A transaction that waits, with what is asked of it often.
 *
 * @param feeRate fee in units per KiB, rounded down
 * @param arrival counts the transactions that ever came; earlier ones go first among equals
 */
record WaitingTransaction(Transaction transaction, Address sender, Amount cost, long feeRate, long arrival) {
    /** The best fee first; no two are equal. */
    static final Comparator<WaitingTransaction> BEST_FIRST = Comparator.comparingLong(WaitingTransaction::feeRate)
            .reversed()
            .thenComparingLong(WaitingTransaction::arrival);

    static WaitingTransaction of(Transaction transaction, long arrival) {
        return new WaitingTransaction(
                transaction, transaction.sender(), transaction.cost(), rate(transaction), arrival);
    }

    /** The product fits: an amount has 53 bits. */
    private static long rate(Transaction transaction) {
        return transaction.body().fee().units() * 1024 / transaction.sizeBytes();
    }

    Hash id() {
        return transaction.id();
    }

    long shortId() {
        return Message.CompactBlock.shortId(transaction.id());
    }

    long nonce() {
        return transaction.body().nonce();
    }

    int sizeBytes() {
        return transaction.sizeBytes();
    }

    Amount fee() {
        return transaction.body().fee();
    }

    long expiry() {
        return transaction.body().expiry().value();
    }
}
