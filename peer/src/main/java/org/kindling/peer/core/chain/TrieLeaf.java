package org.kindling.peer.core.chain;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;

/** One account, at the path of its key. */
final class TrieLeaf extends TrieNode {
    private static final int SIZE = Hash.SIZE + Address.SIZE + 2 * Long.BYTES;

    private final Hash key;
    private final Address address;
    private final Account account;

    TrieLeaf(Address address, Account account) {
        this(key(address), address, account);
    }

    TrieLeaf(Hash key, Address address, Account account) {
        this.key = key;
        this.address = address;
        this.account = account;
    }

    /** The path of an address: hashed, so that nobody chooses the shape of the trie cheaply. */
    static Hash key(Address address) {
        return Hash.tagged(Domain.STATE_KEY, address.bytes().toArray());
    }

    Hash key() {
        return key;
    }

    Address address() {
        return address;
    }

    Account account() {
        return account;
    }

    @Override
    Hash computeHash() {
        ByteBuffer leaf = ByteBuffer.allocate(SIZE);
        key.bytes().writeTo(leaf);
        address.bytes().writeTo(leaf);
        leaf.putLong(account.balance().units()).putLong(account.nonce());
        return Hash.tagged(Domain.STATE_LEAF, leaf.array());
    }

    @Override
    long accounts() {
        return 1;
    }

    @Override
    void forEach(BiConsumer<Address, Account> visitor) {
        visitor.accept(address, account);
    }
}
