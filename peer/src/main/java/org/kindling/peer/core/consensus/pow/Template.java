package org.kindling.peer.core.consensus.pow;

import java.util.List;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Transaction;

/**
 * The next block as it would be now, but for its time and its nonce, which change while searching.
 *
 * @param fields with the parent's time plus one, the earliest allowed, and the target that the rules give
 */
public record Template(BlockHeader.Fields fields, List<Transaction> transactions) {
    public Template {
        transactions = List.copyOf(transactions);
    }
}
