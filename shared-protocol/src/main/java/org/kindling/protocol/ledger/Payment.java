package org.kindling.protocol.ledger;

import org.kindling.protocol.Check;

/** One line of a transfer: who receives how much. The amount is above zero. */
public record Payment(Address to, Amount amount) {
    public Payment {
        Check.argument(!amount.isZero(), "a payment of nothing");
    }
}
