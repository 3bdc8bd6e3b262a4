package org.kindling.peer.core.chain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.StateImage;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;

/**
 * All accounts at one moment, as an immutable compact sparse Merkle trie (Dahlberg, Pulls, Peeters 2016).
 *
 * <p>The path of an account is the hash of its address. A subtree without accounts has the hash {@link Hash#ZERO}; a subtree with one
 * account is that leaf itself, however high it stands; any other is a branch over its two halves. So the shape, and with it the root,
 * follows from the accounts alone, never from the order in which they came.
 *
 * <p>A changed trie shares every untouched subtree with the one it came from. Rationale: keeping the states of hundreds of blocks, or
 * of competing branches, costs only what differs, and going back to one is a pointer move.
 *
 * <p>An empty account is no account: putting one in removes the leaf.
 */
public final class StateTrie implements StateImage {
    /** The state of no accounts; its root is {@link Hash#ZERO}. */
    public static final StateTrie EMPTY = new StateTrie(null);

    private final @Nullable TrieNode top;

    private StateTrie(@Nullable TrieNode top) {
        this.top = top;
    }

    /** The trie over the accounts of an image; the same trie if it is one. */
    public static StateTrie of(StateImage image) {
        if (image instanceof StateTrie trie) {
            return trie;
        }
        List<TrieLeaf> leaves = new ArrayList<>();
        image.forEach((address, account) -> leaves.add(new TrieLeaf(address, account)));
        leaves.removeIf(leaf -> leaf.account().equals(Account.EMPTY));
        leaves.sort(Comparator.comparing(TrieLeaf::key));
        return new StateTrie(TrieNode.over(leaves, 0));
    }

    /** What is kept for this address; {@link Account#EMPTY} if nothing is. */
    public Account account(Address address) {
        Hash key = TrieLeaf.key(address);
        TrieNode node = top;
        for (int depth = 0; node instanceof TrieBranch branch; depth++) {
            node = TrieNode.bit(key, depth) == 0 ? branch.left() : branch.right();
        }
        return node instanceof TrieLeaf leaf && leaf.key().equals(key) ? leaf.account() : Account.EMPTY;
    }

    /** This state with one account changed. */
    public StateTrie with(Address address, Account account) {
        TrieLeaf leaf = new TrieLeaf(address, account);
        return new StateTrie(
                account.equals(Account.EMPTY) ? TrieNode.remove(top, leaf.key(), 0) : TrieNode.put(top, leaf, 0));
    }

    /** Proof of what this state keeps, or does not keep, for an address. */
    public AccountProof proof(Address address) {
        Hash key = TrieLeaf.key(address);
        List<Hash> siblings = new ArrayList<>();
        TrieNode node = top;
        for (int depth = 0; node instanceof TrieBranch branch; depth++) {
            boolean goesLeft = TrieNode.bit(key, depth) == 0;
            siblings.add(TrieNode.hashOf(goesLeft ? branch.right() : branch.left()));
            node = goesLeft ? branch.left() : branch.right();
        }
        List<AccountProof.Entry> end = node instanceof TrieLeaf leaf
                ? List.of(new AccountProof.Entry(leaf.address(), leaf.account()))
                : List.of();
        return new AccountProof(siblings, end);
    }

    @Override
    public Hash root() {
        return TrieNode.hashOf(top);
    }

    @Override
    public long accounts() {
        return TrieNode.accountsIn(top);
    }

    /** In rising order of the hashed addresses. */
    @Override
    public void forEach(BiConsumer<Address, Account> visitor) {
        if (top != null) {
            top.forEach(visitor);
        }
    }

    /** Equal roots: the same accounts. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StateTrie that && root().equals(that.root());
    }

    @Override
    public int hashCode() {
        return root().hashCode();
    }

    @Override
    public String toString() {
        return "StateTrie[" + accounts() + " accounts, root " + root().shortHex() + "]";
    }
}
