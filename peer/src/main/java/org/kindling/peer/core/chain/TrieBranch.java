package org.kindling.peer.core.chain;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;

/** Two subtrees with at least two accounts between them: keys whose next bit is 0 to the left, 1 to the right. */
final class TrieBranch extends TrieNode {
    private final @Nullable TrieNode left;
    private final @Nullable TrieNode right;
    private final long accounts;

    TrieBranch(@Nullable TrieNode left, @Nullable TrieNode right) {
        this.left = left;
        this.right = right;
        this.accounts = accountsIn(left) + accountsIn(right);
    }

    @Nullable
    TrieNode left() {
        return left;
    }

    @Nullable
    TrieNode right() {
        return right;
    }

    static Hash join(Hash left, Hash right) {
        return Hash.tagged(Domain.STATE_NODE, left.toArray(), right.toArray());
    }

    @Override
    Hash computeHash() {
        return join(hashOf(left), hashOf(right));
    }

    @Override
    long accounts() {
        return accounts;
    }

    @Override
    void forEach(BiConsumer<Address, Account> visitor) {
        if (left != null) {
            left.forEach(visitor);
        }
        if (right != null) {
            right.forEach(visitor);
        }
    }
}
