package org.kindling.protocol.ledger;

import org.kindling.protocol.ExactNumber;

/**
 * What the state holds for one address.
 *
 * @param nonce how many transactions this address has sent; the next one must carry exactly this number
 */
public record Account(Amount balance, long nonce) {
    /** What the state holds for an address nobody has used. */
    public static final Account EMPTY = new Account(Amount.ZERO, 0);

    public Account {
        ExactNumber.require(nonce, "nonce");
    }
}
