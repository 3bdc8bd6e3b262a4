package org.kindling.peer.boundary;

import org.kindling.protocol.crypto.SignatureRule;

/** Pure CPU work the peer wants done elsewhere: the same work gives the same outcome, whoever runs it and whenever. */
public interface Work {
    /** Runs on any thread; touches nothing but its own immutable input. */
    Outcome run(SignatureRule rule);

    /** Equal keys mean equal outcomes, so that a simulation may run it once for many peers; a private object if it is not worth keeping. */
    Object memoKey();

    /** Whether somebody waits for it; mining does not hurry. */
    default boolean isUrgent() {
        return true;
    }
}
