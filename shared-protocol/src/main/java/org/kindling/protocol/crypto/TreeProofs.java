package org.kindling.protocol.crypto;

import java.util.List;

/** The two checks of RFC 9162 §2.1.3.2 and §2.1.4.2, for any way of joining nodes. */
final class TreeProofs {
    private TreeProofs() {}

    /** Whether the proof leads from the leaf at this index to the root of a tree of this size. */
    static boolean includes(NodeHash nodes, LeafProof claim, Hash root) {
        if (claim.index() < 0 || claim.index() >= claim.size()) {
            return false;
        }
        long node = claim.index();
        long last = claim.size() - 1;
        Hash hash = claim.leafHash();
        for (Hash sibling : claim.siblings()) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = nodes.join(sibling, hash);
                int rise = Long.numberOfTrailingZeros(node);
                node >>= rise;
                last >>= rise;
            } else {
                hash = nodes.join(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether the newer tree begins with the leaves of the older one. */
    static boolean extend(NodeHash nodes, TreeHead older, TreeHead newer, List<Hash> proof) {
        if (older.size() <= 0 || older.size() > newer.size()) {
            return false;
        }
        if (older.size() == newer.size()) {
            return proof.isEmpty() && older.root().equals(newer.root());
        }
        return !proof.isEmpty() && bothFollow(nodes, older, newer, proof);
    }

    private static boolean bothFollow(NodeHash nodes, TreeHead older, TreeHead newer, List<Hash> proof) {
        boolean olderIsOneNode = Long.bitCount(older.size()) == 1;
        int rise = Long.numberOfTrailingZeros(older.size());
        long node = (older.size() - 1) >> rise;
        long last = (newer.size() - 1) >> rise;
        Hash olderHash = olderIsOneNode ? older.root() : proof.get(0);
        Hash newerHash = olderHash;
        for (Hash step : proof.subList(olderIsOneNode ? 0 : 1, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                olderHash = nodes.join(step, olderHash);
                newerHash = nodes.join(step, newerHash);
                int skip = Long.numberOfTrailingZeros(node);
                node >>= skip;
                last >>= skip;
            } else {
                newerHash = nodes.join(newerHash, step);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && olderHash.equals(older.root()) && newerHash.equals(newer.root());
    }
}
