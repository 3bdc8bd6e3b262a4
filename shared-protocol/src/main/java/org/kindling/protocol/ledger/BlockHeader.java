package org.kindling.protocol.ledger;

import org.kindling.protocol.Check;
import org.kindling.protocol.ExactNumber;
import org.kindling.protocol.crypto.Hash;

/** The signed-for summary of a block: everything that can be checked without its transactions. */
public final class BlockHeader {
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

    public BlockHeader(Fields fields) {
        this.fields = fields;
        this.id = LedgerCodec.headerId(fields);
    }

    public Fields fields() {
        return fields;
    }

    public Hash id() {
        return id;
    }

    public int version() {
        return fields.version();
    }

    public Height height() {
        return fields.height();
    }

    public Hash parent() {
        return fields.parent();
    }

    public long timeMillis() {
        return fields.timeMillis();
    }

    public Hash transactionRoot() {
        return fields.transactionRoot();
    }

    public int transactionCount() {
        return fields.transactionCount();
    }

    public Hash stateRoot() {
        return fields.stateRoot();
    }

    public Hash historyRoot() {
        return fields.historyRoot();
    }

    public Address producer() {
        return fields.producer();
    }

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
