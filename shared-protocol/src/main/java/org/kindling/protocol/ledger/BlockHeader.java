package org.kindling.protocol.ledger;

import org.kindling.protocol.Check;
import org.kindling.protocol.ExactNumber;
import org.kindling.protocol.crypto.Hash;

/** The signed-for summary of a block: everything that can be checked without its transactions. */
public final class BlockHeader {
    /** The only version there is so far. */
    public static final int VERSION = 1;

    /**
     * The fields of a header, as they are encoded.
     *
     * @param timeMillis when it was produced, Unix time; later than its parent's
     * @param transactionRoot RFC 9162 root over the transaction ids
     * @param stateRoot root of the account trie after this block
     * @param historyRoot root of the mountain range over the ids of all earlier blocks
     * @param producer who receives reward and fees
     */
    public record Fields(
            int version,
            Height height,
            Hash parent,
            long timeMillis,
            Hash transactionRoot,
            int transactionCount,
            Hash stateRoot,
            Hash historyRoot,
            Address producer,
            Seal seal) {
        public Fields {
            Check.argument(version >= 0, "version %s is negative", version);
            ExactNumber.require(timeMillis, "time");
            Check.argument(
                    transactionCount >= 0 && transactionCount <= Block.TRANSACTIONS_MAX,
                    "transaction count %s is outside 0..%s",
                    transactionCount,
                    Block.TRANSACTIONS_MAX);
        }

        /** The same header under another seal. */
        public Fields with(Seal other) {
            return new Fields(
                    version,
                    height,
                    parent,
                    timeMillis,
                    transactionRoot,
                    transactionCount,
                    stateRoot,
                    historyRoot,
                    producer,
                    other);
        }
    }

    private final Fields fields;
    private final Hash id;

    /** Computes the id once. */
    public BlockHeader(Fields fields) {
        this.fields = fields;
        this.id = LedgerCodec.headerId(fields);
    }

    /** All fields, as they are encoded. */
    public Fields fields() {
        return fields;
    }

    /** The domain-tagged hash of the encoded fields, seal included. */
    public Hash id() {
        return id;
    }

    /** See {@link #VERSION}. */
    public int version() {
        return fields.version();
    }

    /** Its parent's plus one. */
    public Height height() {
        return fields.height();
    }

    /** The id of the block it follows. */
    public Hash parent() {
        return fields.parent();
    }

    /** When it was produced, Unix time, by its producer's word. */
    public long timeMillis() {
        return fields.timeMillis();
    }

    /** RFC 9162 root over the transaction ids. */
    public Hash transactionRoot() {
        return fields.transactionRoot();
    }

    /** How many transactions the root is over. */
    public int transactionCount() {
        return fields.transactionCount();
    }

    /** Root of the account trie after this block. */
    public Hash stateRoot() {
        return fields.stateRoot();
    }

    /** Root of the mountain range over the ids of all earlier blocks. */
    public Hash historyRoot() {
        return fields.historyRoot();
    }

    /** Who receives reward and fees. */
    public Address producer() {
        return fields.producer();
    }

    /** What entitles it to extend the chain. */
    public Seal seal() {
        return fields.seal();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockHeader that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "block " + fields.height() + " " + id.shortHex();
    }
}
