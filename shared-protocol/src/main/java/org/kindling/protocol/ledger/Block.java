package org.kindling.protocol.ledger;

import java.util.List;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.MerkleTree;

/** A header and the transactions it promises; whether they fit each other is for validation to find out. */
public final class Block {
    /** The most bytes of transactions, see {@link #sizeBytes}. */
    public static final int BYTES_MAX = 768 * 1024;

    /** The most transactions. */
    public static final int TRANSACTIONS_MAX = 8192;

    private final BlockHeader header;
    private final List<Transaction> transactions;

    /** A block as it came or as it was made. */
    public Block(BlockHeader header, List<Transaction> transactions) {
        this.header = header;
        this.transactions = List.copyOf(transactions);
    }

    /** The part that the id covers. */
    public BlockHeader header() {
        return header;
    }

    /** In the order in which they are applied. */
    public List<Transaction> transactions() {
        return transactions;
    }

    /** The header's id, and so the block's. */
    public Hash id() {
        return header.id();
    }

    /** The header's height. */
    public Height height() {
        return header.height();
    }

    /** The RFC 9162 root over the ids of these transactions, in order. */
    public static Hash transactionRoot(List<Transaction> transactions) {
        return MerkleTree.rootOfHashes(
                transactions.stream().map(Transaction::id).toList());
    }

    /** Length of the transactions' canonical encodings, the measure of {@link #BYTES_MAX}. */
    public int sizeBytes() {
        int sum = 0;
        for (Transaction transaction : transactions) {
            sum += transaction.sizeBytes();
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Block that && header.equals(that.header) && transactions.equals(that.transactions);
    }

    @Override
    public int hashCode() {
        return header.hashCode();
    }

    @Override
    public String toString() {
        return header + " with " + transactions.size() + " transactions";
    }
}
