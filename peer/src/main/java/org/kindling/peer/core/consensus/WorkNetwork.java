package org.kindling.peer.core.consensus;

import org.kindling.protocol.ledger.NetworkSpec;

/** The proof-of-work half of a network's rules. */
public final class WorkNetwork {
    private WorkNetwork() {}

    /** How the targets of this network move. */
    public static Retarget retarget(NetworkSpec spec) {
        return new Asert(rules(spec), spec.genesisTimeMillis());
    }

    /** The declared rules; there is no other kind yet. */
    public static NetworkSpec.Rules.ProofOfWork rules(NetworkSpec spec) {
        return (NetworkSpec.Rules.ProofOfWork) spec.rules();
    }
}
