package org.kindling.peer.core.validation;

import java.util.ArrayList;
import java.util.List;
import org.kindling.peer.boundary.Outcome;
import org.kindling.peer.boundary.Work;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.Transaction;

/** Finds out which of a batch of transactions are truly signed; comes to {@link TransactionsChecked}. */
public record CheckTransactions(List<Transaction> transactions) implements Work {
    public CheckTransactions {
        transactions = List.copyOf(transactions);
    }

    @Override
    public Outcome run(SignatureRule rule) {
        List<VerifiedTransaction> verified = new ArrayList<>();
        List<Transaction> forged = new ArrayList<>();
        for (Transaction transaction : transactions) {
            if (VerifiedTransaction.isTrulySigned(transaction, rule)) {
                verified.add(new VerifiedTransaction(transaction));
            } else {
                forged.add(transaction);
            }
        }
        return new TransactionsChecked(verified, forged);
    }

    /** The batch itself: equal transactions have equal signatures. */
    @Override
    public Object memoKey() {
        return this;
    }
}
