package org.kindling.protocol.ledger;

import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.identity.NetworkId;

/**
 * A transaction before it is signed.
 *
 * @param network the network it is for; another network refuses it (replay protection)
 * @param branch the rule branch of that network, changed at every upgrade that splits rules
 * @param nonce the sender's transaction count so far
 * @param fee paid to the producer of the block that includes it
 * @param expiry the last height at which it may be included
 */
public record TransactionBody(
        NetworkId network, int branch, PublicKey sender, long nonce, Amount fee, Height expiry, Payload payload) {
    public TransactionBody {
        Check.argument(branch >= 0, "branch %s is negative", branch);
        Check.argument(nonce >= 0, "nonce %s is negative", nonce);
    }

    public Transaction sign(KeyPair key) {
        Check.argument(key.publicKey().equals(sender), "only the sender signs a transaction");
        return new Transaction(this, key.sign(LedgerCodec.transactionId(this)));
    }
}
