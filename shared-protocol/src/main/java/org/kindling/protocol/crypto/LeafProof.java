package org.kindling.protocol.crypto;

import java.util.List;

/**
 * The claim that a leaf stands at a position of a tree (RFC 9162 §2.1.3).
 *
 * @param leafHash the hash of the leaf
 * @param index the position of the leaf, counted from zero
 * @param size the number of leaves of the tree
 * @param siblings the hashes beside the way up, from the bottom
 */
public record LeafProof(Hash leafHash, long index, long size, List<Hash> siblings) {
    public LeafProof {
        siblings = List.copyOf(siblings);
    }
}
