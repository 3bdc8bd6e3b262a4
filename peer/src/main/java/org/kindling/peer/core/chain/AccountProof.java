package org.kindling.peer.core.chain;

import java.util.List;
import java.util.Optional;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;

/**
 * What a state keeps for an address, provable to somebody who knows only the root.
 *
 * @param siblings the hashes beside the path, from the root down
 * @param end the one leaf at which the path ends, or none if it ends in an empty subtree
 */
public record AccountProof(List<Hash> siblings, List<Entry> end) {
    private static final int DEPTH_MAX = 8 * Hash.SIZE;

    /** A leaf: of the address asked about, or of the neighbour that stands where it would have to stand. */
    public record Entry(Address address, Account account) {}

    public AccountProof {
        siblings = List.copyOf(siblings);
        end = List.copyOf(end);
        Check.argument(siblings.size() <= DEPTH_MAX, "a path has at most %s steps", DEPTH_MAX);
        Check.argument(end.size() <= 1, "a path ends in at most one leaf");
    }

    /** The account of this address in the state with this root, {@link Account#EMPTY} if it has none; empty if this proves nothing. */
    public Optional<Account> verify(Hash root, Address address) {
        Hash key = TrieLeaf.key(address);
        if (!endStandsOnPathOf(key) || !rootAbove(key).equals(root)) {
            return Optional.empty();
        }
        boolean isHere = !end.isEmpty() && end.get(0).address().equals(address);
        return Optional.of(isHere ? end.get(0).account() : Account.EMPTY);
    }

    private boolean endStandsOnPathOf(Hash key) {
        for (Entry entry : end) {
            Hash other = TrieLeaf.key(entry.address());
            for (int depth = 0; depth < siblings.size(); depth++) {
                if (TrieNode.bit(key, depth) != TrieNode.bit(other, depth)) {
                    return false;
                }
            }
        }
        return true;
    }

    private Hash rootAbove(Hash key) {
        Hash hash = end.isEmpty()
                ? Hash.ZERO
                : new TrieLeaf(end.get(0).address(), end.get(0).account()).hash();
        for (int depth = siblings.size() - 1; depth >= 0; depth--) {
            Hash sibling = siblings.get(depth);
            hash = TrieNode.bit(key, depth) == 0 ? TrieBranch.join(hash, sibling) : TrieBranch.join(sibling, hash);
        }
        return hash;
    }
}
