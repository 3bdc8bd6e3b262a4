package org.kindling.peer.boundary;

import java.util.List;
import java.util.Optional;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Transaction;

/**
 * What an earlier life left on disk.
 *
 * @param headers of every block in the archive, in the order written: a parent before its children; genesis is not among them
 * @param snapshot the newest one that is whole
 * @param ownTransactions submitted here and promised, oldest first
 * @param recordSequence highest sequence ever written down, or 0
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Recovered(
        List<BlockHeader> headers,
        Optional<Snapshot> snapshot,
        List<Transaction> ownTransactions,
        RememberedBook addressBook,
        long recordSequence) {
    public Recovered {
        headers = List.copyOf(headers);
        ownTransactions = List.copyOf(ownTransactions);
    }

    /** A first life. */
    public static Recovered nothing() {
        return new Recovered(List.of(), Optional.empty(), List.of(), RememberedBook.nothing(), 0);
    }
}
