package org.kindling.peer.boundary;

import java.util.Optional;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;

/** Blocks that are on disk already, readable at any time: answers only about blocks whose {@link Event.Persisted} was told. */
public interface Archive {
    Optional<Block> block(Hash id);
}
