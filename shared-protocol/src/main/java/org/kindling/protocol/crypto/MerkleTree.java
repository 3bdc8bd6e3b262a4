package org.kindling.protocol.crypto;

import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * The Merkle tree of RFC 9162 §2.1 (Certificate Transparency), over SHA-256.
 *
 * <p>Leaves are hashed after a zero byte and inner nodes after a one byte. Rationale: no inner node can be shown as
 * a leaf, and unlike in Bitcoin's tree no two lists of leaves have the same root (CVE-2012-2459).
 */
public final class MerkleTree {
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};
    private static final NodeHash NODES = MerkleTree::join;

    private MerkleTree() {}

    /** The hash of one leaf: SHA-256 of a zero byte and the leaf. */
    public static Hash leafHash(byte[] leaf) {
        return Hash.sha256(LEAF, leaf);
    }

    /** The root over these leaves; SHA-256 of nothing when there are none. */
    public static Hash root(List<Bytes> leaves) {
        return leaves.isEmpty() ? Hash.sha256() : levels(leaves).root();
    }

    /** The root over leaves that are the 32 bytes of a hash each, such as transaction ids. */
    public static Hash rootOfHashes(List<Hash> leaves) {
        return root(leaves.stream().map(Hash::bytes).toList());
    }

    /**
     * Proves that a leaf is one of these.
     *
     * @param index the position of the leaf in the list
     */
    public static LeafProof inclusionProof(List<Bytes> leaves, int index) {
        Check.argument(index >= 0 && index < leaves.size(), "no leaf %s among %s", index, leaves.size());
        Hash leaf = leafHash(leaves.get(index).toArray());
        return new LeafProof(leaf, index, leaves.size(), levels(leaves).inclusionProof(index));
    }

    /** Whether a proof, made by anybody, shows its leaf to be in the tree with this root. */
    public static boolean includes(Hash root, LeafProof proof) {
        return TreeProofs.includes(NODES, proof, root);
    }

    /**
     * Proves that the tree over these leaves begins with the tree over the first few of them.
     *
     * @param olderSize how many leaves the older tree has: at least one, at most all
     */
    public static List<Hash> consistencyProof(List<Bytes> leaves, int olderSize) {
        Check.argument(olderSize > 0 && olderSize <= leaves.size(), "no tree of %s in %s", olderSize, leaves.size());
        return levels(leaves).consistencyProof(olderSize);
    }

    /** Whether a proof, made by anybody, shows that the newer tree begins with all leaves of the older one. */
    public static boolean extend(TreeHead older, TreeHead newer, List<Hash> proof) {
        return TreeProofs.extend(NODES, older, newer, proof);
    }

    private static TreeLevels levels(List<Bytes> leaves) {
        return new TreeLevels(
                leaves.stream().map(leaf -> leafHash(leaf.toArray())).toList(), NODES);
    }

    private static Hash join(Hash left, Hash right) {
        return Hash.sha256(NODE, left.toArray(), right.toArray());
    }
}
