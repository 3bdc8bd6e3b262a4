package org.kindling.protocol.ledger;

import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.Signature;

/**
 * A signed order to the ledger. Its id covers the unsigned body, so that no second signature can give it a second id
 * (BIP 141's lesson); the signature is over that id.
 */
public final class Transaction {
    /** The longest encoding, signature included. */
    public static final int BYTES_MAX = 64 * 1024;

    private final TransactionBody body;
    private final Signature signature;
    private final Hash id;
    private final int sizeBytes;
    private final Address sender;

    /** Computes id, size and sender once; whether the signature fits is for validation to say. */
    public Transaction(TransactionBody body, Signature signature) {
        this.body = body;
        this.signature = signature;
        byte[] encodedBody = LedgerCodec.encode(body);
        this.id = LedgerCodec.transactionId(encodedBody);
        this.sizeBytes = LedgerCodec.signedSize(encodedBody.length);
        this.sender = Address.of(body.sender());
    }

    /** What is signed. */
    public TransactionBody body() {
        return body;
    }

    /** The sender's, over the id, if the transaction is true. */
    public Signature signature() {
        return signature;
    }

    /** The domain-tagged hash of the encoded body. */
    public Hash id() {
        return id;
    }

    /** The sender's address. */
    public Address sender() {
        return sender;
    }

    /** Length of the canonical encoding, signature included. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /** Everything that leaves the sender's account: payments and fee. */
    public Amount cost() {
        return body.cost();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transaction that && id.equals(that.id) && signature.equals(that.signature);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "transaction " + id.shortHex();
    }
}
