package org.kindling.protocol.ledger;

import org.kindling.protocol.Check;
import org.kindling.protocol.ExactNumber;
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
 * @param payload what it does; payments and fee together are at most {@link Amount#MAX}
 */
public record TransactionBody(
        NetworkId network, int branch, PublicKey sender, long nonce, Amount fee, Height expiry, Payload payload) {
    public TransactionBody {
        Check.argument(branch >= 0, "branch %s is negative", branch);
        ExactNumber.require(nonce, "nonce");
        Check.argument(
                fee.canHold(payload.units()),
                "payments of %s and a fee of %s are more than can exist",
                payload.units(),
                fee);
    }

    /** Everything that leaves the sender's account: payments and fee. */
    public Amount cost() {
        return payload.units().plus(fee);
    }

    /** @throws IllegalArgumentException if the key is not the sender's */
    public Transaction sign(KeyPair key) {
        Check.argument(key.publicKey().equals(sender), "only the sender signs a transaction");
        return new Transaction(this, key.sign(LedgerCodec.transactionId(LedgerCodec.encode(this))));
    }
}
