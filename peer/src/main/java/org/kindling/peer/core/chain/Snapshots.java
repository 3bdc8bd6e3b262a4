package org.kindling.peer.core.chain;

import java.util.Optional;
import org.kindling.peer.boundary.Limits;

/**
 * When to write the state down, and of which block.
 *
 * <p>The block lies some way below the head. Rationale: a snapshot of a block that is abandoned later is of no use to the next life.
 */
final class Snapshots {
    private static final int DEPTH_MAX = 64;

    private final int spacing;
    private final int depth;
    private long lastHeight;

    /** @param lastHeight height of the newest snapshot on disk, 0 if there is none */
    Snapshots(Limits.Chain limits, long lastHeight) {
        this.spacing = limits.snapshotBlocks();
        this.depth = Math.min(DEPTH_MAX, limits.statesKept() / 4);
        this.lastHeight = lastHeight;
    }

    /** A block of the best chain whose state is kept, once for every multiple of the spacing. */
    Optional<BlockNode> due(ChainIndex applied) {
        long height = applied.tip().height() - depth;
        if (height / spacing <= lastHeight / spacing) {
            return Optional.empty();
        }
        BlockNode node =
                applied.at(height).filter(below -> below.state().isPresent()).orElse(applied.tip());
        lastHeight = node.height();
        return Optional.of(node);
    }
}
