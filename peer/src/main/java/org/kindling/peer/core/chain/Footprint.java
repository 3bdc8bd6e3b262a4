package org.kindling.peer.core.chain;

import org.kindling.protocol.ledger.Block;

/** How much memory a block takes here: what is encoded, and the objects that it becomes. */
final class Footprint {
    /** A full block of the smallest transactions is mostly objects. */
    private static final long BYTES_PER_TRANSACTION = 1_024;

    private static final long BYTES_PER_BLOCK = 2_048;

    /** What is set aside for a block that was asked for and is not here yet. */
    static final long EXPECTED_BYTES = 2L * Block.BYTES_MAX;

    private Footprint() {}

    /** No less than the block takes. */
    static long bytes(Block block) {
        return BYTES_PER_BLOCK + BYTES_PER_TRANSACTION * block.transactions().size() + block.sizeBytes();
    }
}
