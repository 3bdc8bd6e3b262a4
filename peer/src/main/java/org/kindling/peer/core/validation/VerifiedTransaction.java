package org.kindling.peer.core.validation;

import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.Transaction;

/** A transaction that its sender truly signed; only {@link CheckTransactions} makes one. */
public final class VerifiedTransaction {
    private final Transaction transaction;

    VerifiedTransaction(Transaction transaction) {
        this.transaction = transaction;
    }

    /** Whether the sender signed this transaction's id. */
    public static boolean isTrulySigned(Transaction transaction, SignatureRule rule) {
        return rule.accepts(transaction.body().sender(), transaction.id(), transaction.signature());
    }

    public Transaction transaction() {
        return transaction;
    }

    public Hash id() {
        return transaction.id();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifiedTransaction that && transaction.equals(that.transaction);
    }

    @Override
    public int hashCode() {
        return transaction.hashCode();
    }

    @Override
    public String toString() {
        return "verified " + transaction;
    }
}
