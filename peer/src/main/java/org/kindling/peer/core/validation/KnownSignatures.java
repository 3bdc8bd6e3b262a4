package org.kindling.peer.core.validation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.ledger.Transaction;

/**
 * Which transactions' very signature was found good lately, so that a block need not check it again.
 *
 * <p>Remembered by id and signature together, not by themselves. Rationale: an id covers no signature, so the id of a good transaction
 * says nothing about another signature under it; and a transaction may have 64 KiB, what is remembered of it some 300 bytes.
 */
public final class KnownSignatures {
    private record Known(Hash id, Signature signature) {
        static Known of(Transaction transaction) {
            return new Known(transaction.id(), transaction.signature());
        }
    }

    private final int most;
    private final Set<Known> known = new LinkedHashSet<>();

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
                .filter(transaction -> !known.contains(Known.of(transaction)))
                .toList();
    }

    private void remember(Transaction transaction) {
        if (known.add(Known.of(transaction)) && known.size() > most) {
            known.remove(known.iterator().next());
        }
    }
}
