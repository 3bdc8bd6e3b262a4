package org.kindling.peer.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One branch of the tree from genesis to its tip, by height. */
final class ChainIndex {
    private final List<BlockNode> byHeight = new ArrayList<>();

    ChainIndex(BlockNode genesis) {
        byHeight.add(genesis);
    }

    BlockNode tip() {
        return byHeight.get(byHeight.size() - 1);
    }

    Optional<BlockNode> at(long height) {
        return height >= 0 && height < byHeight.size() ? Optional.of(byHeight.get((int) height)) : Optional.empty();
    }

    boolean contains(BlockNode node) {
        return node.height() < byHeight.size() && byHeight.get((int) node.height()) == node;
    }

    /** The newest block of this branch that the given block builds on, or is. */
    BlockNode forkWith(BlockNode node) {
        BlockNode below = node;
        while (!contains(below)) {
            below = below.parentOrFail();
        }
        return below;
    }

    /** The height up to which this branch and another are the same. */
    long commonHeight(ChainIndex other) {
        int low = 0;
        int high = Math.min(byHeight.size(), other.byHeight.size()) - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (byHeight.get(middle) == other.byHeight.get(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The blocks above a height, lowest first. */
    List<BlockNode> above(long height) {
        return List.copyOf(byHeight.subList((int) Math.min(height + 1, byHeight.size()), byHeight.size()));
    }

    /** Follows another branch: forgets what is above the fork, takes up what leads to the new tip. */
    void moveTo(BlockNode tip) {
        List<BlockNode> climb = new ArrayList<>();
        BlockNode below = tip;
        while (!contains(below)) {
            climb.add(below);
            below = below.parentOrFail();
        }
        byHeight.subList((int) below.height() + 1, byHeight.size()).clear();
        for (int i = climb.size() - 1; i >= 0; i--) {
            byHeight.add(climb.get(i));
        }
    }
}
