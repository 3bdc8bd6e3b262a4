package org.kindling.peer.core.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import org.kindling.protocol.crypto.MountainRange;

/**
 * The mountain ranges of the blocks: kept for the latest headers and for every 256th height, worked out again for the others.
 *
 * <p>Rationale: headers nearly always follow new headers, and no answer costs more than 256 appends.
 */
final class Histories {
    private static final int SPACING = 256;

    private final Deque<BlockNode> latest = new ArrayDeque<>();

    /** The range over all block ids up to and including this block. */
    MountainRange upTo(BlockNode node) {
        Deque<BlockNode> climb = new ArrayDeque<>();
        BlockNode below = node;
        while (below.history().isEmpty()) {
            climb.push(below);
            below = below.parentOrFail();
        }
        MountainRange range = below.history().get();
        for (BlockNode above : climb) {
            range = range.append(above.id());
        }
        return range;
    }

    void added(BlockNode node) {
        BlockNode parent = node.parent();
        MountainRange before = parent == null ? MountainRange.EMPTY : upTo(parent);
        node.keepHistory(before.append(node.id()));
        if (node.height() % SPACING == 0) {
            return;
        }
        latest.addLast(node);
        if (latest.size() > SPACING) {
            latest.removeFirst().dropHistory();
        }
    }
}
