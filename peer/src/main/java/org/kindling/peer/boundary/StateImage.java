package org.kindling.peer.boundary;

import java.util.function.BiConsumer;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;

/** An immutable picture of all accounts; may be read on another thread. */
public interface StateImage {
    Hash root();

    long accounts();

    /** Visits every account once, always in the same order. */
    void forEach(BiConsumer<Address, Account> visitor);
}
