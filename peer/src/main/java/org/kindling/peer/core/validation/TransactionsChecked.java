package org.kindling.peer.core.validation;

import java.util.List;
import org.kindling.peer.boundary.Outcome;
import org.kindling.protocol.ledger.Transaction;

/**
 * What became of a batch of transactions, each list in the order of the batch.
 *
 * @param forged those whose signature does not fit
 */
public record TransactionsChecked(List<VerifiedTransaction> verified, List<Transaction> forged) implements Outcome {
    public TransactionsChecked {
        verified = List.copyOf(verified);
        forged = List.copyOf(forged);
    }
}
