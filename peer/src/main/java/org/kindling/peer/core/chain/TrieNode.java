package org.kindling.peer.core.chain;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;

/**
 * One node of the state trie; an empty subtree is null. Walks are recursive and never deeper than the 256 bits of a key.
 *
 * <p>The hash is computed when first asked for and kept. Several threads may compute it at once: they find the same value, and a
 * {@link Hash} is safe to publish without a lock.
 */
abstract sealed class TrieNode permits TrieLeaf, TrieBranch {
    private @Nullable Hash hash;

    static Hash hashOf(@Nullable TrieNode node) {
        return node == null ? Hash.ZERO : node.hash();
    }

    static long accountsIn(@Nullable TrieNode node) {
        return node == null ? 0 : node.accounts();
    }

    /** The bit of a key that decides at this depth: the first bit of the first byte at depth 0. */
    static int bit(Hash key, int depth) {
        return key.bytes().at(depth >>> 3) >>> (7 - (depth & 7)) & 1;
    }

    final Hash hash() {
        Hash known = hash;
        if (known == null) {
            known = computeHash();
            hash = known;
        }
        return known;
    }

    abstract Hash computeHash();

    abstract long accounts();

    abstract void forEach(BiConsumer<Address, Account> visitor);

    /** The subtree below this depth with one leaf put in or replaced. */
    static TrieNode put(@Nullable TrieNode node, TrieLeaf leaf, int depth) {
        if (node == null) {
            return leaf;
        }
        if (node instanceof TrieBranch branch) {
            return bit(leaf.key(), depth) == 0
                    ? new TrieBranch(put(branch.left(), leaf, depth + 1), branch.right())
                    : new TrieBranch(branch.left(), put(branch.right(), leaf, depth + 1));
        }
        TrieLeaf other = (TrieLeaf) node;
        return other.key().equals(leaf.key()) ? leaf : apart(other, leaf, depth);
    }

    /** Branches from this depth down to where the two keys part. */
    private static TrieNode apart(TrieLeaf one, TrieLeaf other, int depth) {
        int parting = depth;
        while (bit(one.key(), parting) == bit(other.key(), parting)) {
            parting++;
        }
        boolean isOneLeft = bit(one.key(), parting) == 0;
        TrieNode node = isOneLeft ? new TrieBranch(one, other) : new TrieBranch(other, one);
        for (int above = parting - 1; above >= depth; above--) {
            node = bit(one.key(), above) == 0 ? new TrieBranch(node, null) : new TrieBranch(null, node);
        }
        return node;
    }

    /** The subtree below this depth without the leaf of this key, the last leaf left of a branch risen into its place. */
    static @Nullable TrieNode remove(@Nullable TrieNode node, Hash key, int depth) {
        if (node instanceof TrieBranch branch) {
            return bit(key, depth) == 0
                    ? joined(remove(branch.left(), key, depth + 1), branch.right())
                    : joined(branch.left(), remove(branch.right(), key, depth + 1));
        }
        return node instanceof TrieLeaf leaf && !leaf.key().equals(key) ? leaf : null;
    }

    private static @Nullable TrieNode joined(@Nullable TrieNode left, @Nullable TrieNode right) {
        if (left == null && (right == null || right instanceof TrieLeaf)) {
            return right;
        }
        if (right == null && left instanceof TrieLeaf) {
            return left;
        }
        return new TrieBranch(left, right);
    }

    /** The subtree over leaves in rising order of key, no key twice. */
    static @Nullable TrieNode over(List<TrieLeaf> sorted, int depth) {
        if (sorted.size() <= 1) {
            return sorted.isEmpty() ? null : sorted.get(0);
        }
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bit(sorted.get(middle).key(), depth) == 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new TrieBranch(
                over(sorted.subList(0, low), depth + 1), over(sorted.subList(low, sorted.size()), depth + 1));
    }
}
