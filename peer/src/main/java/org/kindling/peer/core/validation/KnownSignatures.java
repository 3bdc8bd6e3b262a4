package org.kindling.peer.core.validation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.kindling.protocol.ledger.Transaction;

/**
 * Transactions whose very signature was found good lately, so that a block need not check it again.
 *
 * <p>Keyed by id and signature together. Rationale: an id covers no signature, so the id of a good transaction says nothing about
 * another signature under it.
 */
public final class KnownSignatures {
    private final int most;
    private final Set<Transaction> known = new LinkedHashSet<>();

    /** Remembers at most so many, the oldest are forgotten first. */
    public KnownSignatures(int most) {
        this.most = most;
    }

    /** Takes note of a transaction out of a batch. */
    public void add(VerifiedTransaction verified) {
        remember(verified.transaction());
    }

    /** Takes note of the transactions of a block whose body passed its check. */
    public void addChecked(List<Transaction> transactions) {
        transactions.forEach(this::remember);
    }

    /** Those of a list that still need their signature checked, in the same order. */
    public List<Transaction> unknown(List<Transaction> transactions) {
        return transactions.stream()
                .filter(transaction -> !known.contains(transaction))
                .toList();
    }

    private void remember(Transaction transaction) {
        if (known.add(transaction) && known.size() > most) {
            known.remove(known.iterator().next());
        }
    }
}
