package org.kindling.peer.core.validation;

import org.kindling.peer.boundary.Outcome;
import org.kindling.peer.boundary.Work;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.SignatureRule;

/** Finds out whether a tracker truly signed what a neighbour shows; comes to {@link ReceiptChecked}. */
public record CheckReceipt(TrackerHead head) implements Work {
    @Override
    public Outcome run(SignatureRule rule) {
        return new ReceiptChecked(head.isTrulySigned(rule));
    }

    @Override
    public Object memoKey() {
        return this;
    }
}
