package org.kindling.peer.core.consensus.pow;

import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;

/** Where a miner gets the next block from. */
public interface Templates {
    /** The block at the end of the best chain. */
    Hash head();

    /** A number that changes whenever a fresh template would hold other transactions. */
    long changes();

    /** The next block on the head, for this producer. */
    Template next(Address producer);
}
