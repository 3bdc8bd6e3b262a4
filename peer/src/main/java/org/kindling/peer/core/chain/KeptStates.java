package org.kindling.peer.core.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import org.kindling.protocol.Check;

/**
 * Which blocks keep their state in memory: those computed last, the head, and of older ones every 256th height, sixteen of these.
 *
 * <p>Genesis, and the block a recovered snapshot was of, keep theirs for ever. Any other state is computed again from the nearest one
 * below it. Rationale: reorganisations are nearly always shallow; a state shares what it can with its neighbours in time, but a state
 * of long ago shares little.
 */
final class KeptStates {
    private static final int SPACING = 256;
    private static final int SPACED_MAX = 16;

    private final int latestMax;
    private final Deque<BlockNode> latest = new ArrayDeque<>();
    private final Deque<BlockNode> spaced = new ArrayDeque<>();

    KeptStates(int latestMax) {
        Check.argument(latestMax >= 2, "%s states are too few", latestMax);
        this.latestMax = latestMax;
    }

    /** Keeps this block's state for now; the head keeps its own whatever its age. */
    void keep(BlockNode node, StateTrie state, BlockNode head) {
        node.keepState(state);
        latest.addLast(node);
        if (latest.size() > latestMax) {
            age(eldestBut(head));
        }
    }

    private BlockNode eldestBut(BlockNode head) {
        BlockNode eldest = latest.removeFirst();
        if (eldest != head) {
            return eldest;
        }
        BlockNode second = latest.removeFirst();
        latest.addFirst(head);
        return second;
    }

    private void age(BlockNode node) {
        if (node.height() % SPACING != 0) {
            node.dropState();
            return;
        }
        spaced.addLast(node);
        if (spaced.size() > SPACED_MAX) {
            spaced.removeFirst().dropState();
        }
    }
}
