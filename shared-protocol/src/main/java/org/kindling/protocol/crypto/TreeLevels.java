package org.kindling.protocol.crypto;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * All nodes of one RFC 9162 tree, from the leaves up, and the proofs that can be read off them.
 *
 * <p>Each level pairs its neighbours; a node without a neighbour rises unchanged. Rationale: that is the recursive
 * definition of RFC 9162 §2.1.1 (split at the largest power of two below the size) without its recursion.
 */
final class TreeLevels {
    private final List<List<Hash>> levels = new ArrayList<>();

    /** Builds the tree over at least one leaf hash. */
    TreeLevels(List<Hash> leafHashes, NodeHash nodes) {
        List<Hash> level = leafHashes;
        levels.add(level);
        while (level.size() > 1) {
            level = above(level, nodes);
            levels.add(level);
        }
    }

    private static List<Hash> above(List<Hash> level, NodeHash nodes) {
        List<Hash> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int left = 0; left + 1 < level.size(); left += 2) {
            parents.add(nodes.join(level.get(left), level.get(left + 1)));
        }
        if (level.size() % 2 == 1) {
            parents.add(level.get(level.size() - 1));
        }
        return parents;
    }

    Hash root() {
        return levels.get(levels.size() - 1).get(0);
    }

    /** The siblings on the way from a leaf to the root (RFC 9162 §2.1.3.1). */
    List<Hash> inclusionProof(int index) {
        List<Hash> proof = new ArrayList<>();
        int position = index;
        for (List<Hash> level : levels) {
            int sibling = position ^ 1;
            if (sibling < level.size()) {
                proof.add(level.get(sibling));
            }
            position >>= 1;
        }
        return proof;
    }

    /** The nodes from which both the tree over the first {@code size} leaves and this one follow (§2.1.4.1). */
    List<Hash> consistencyProof(int size) {
        List<Hash> proof = new ArrayList<>();
        int low = 0;
        int high = levels.get(0).size();
        boolean verifierKnowsNode = true;
        while (size < high) {
            int middle = low + Integer.highestOneBit(high - low - 1);
            if (size <= middle) {
                proof.add(node(middle, high));
                high = middle;
            } else {
                proof.add(node(low, middle));
                low = middle;
                verifierKnowsNode = false;
            }
        }
        if (!verifierKnowsNode) {
            proof.add(node(low, high));
        }
        Collections.reverse(proof);
        return proof;
    }

    /** The node over the leaves from {@code low} to before {@code high}, a range the tree itself splits off. */
    private Hash node(int low, int high) {
        int level = Integer.SIZE - Integer.numberOfLeadingZeros(high - low - 1);
        return levels.get(level).get(low >> level);
    }
}
