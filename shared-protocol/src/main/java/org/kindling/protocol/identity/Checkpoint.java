package org.kindling.protocol.identity;

import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Height;

/** A block that the maker of a capsule vouches for; a chain without it is not the one the newcomer was invited to. */
public record Checkpoint(Height height, Hash block) {}
