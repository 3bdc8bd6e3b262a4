package org.kindling.peer.core.consensus.pow;

import org.kindling.peer.boundary.Outcome;
import org.kindling.protocol.crypto.Hash;

/** What one slice of searching came to; {@link Miner#computed} knows what to make of it. */
public sealed interface MiningOutcome extends Outcome {
    /** Which candidate was searched. */
    Hash seed();

    /** This nonce meets the target. */
    record Found(Hash seed, long nonce) implements MiningOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.found(this);
        }
    }

    /** None of the tried nonces meets the target. */
    record NotFound(Hash seed) implements MiningOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.notFound(this);
        }
    }

    <R> R fold(Cases<R> cases);

    /** One method per outcome: forgetting one does not compile. */
    interface Cases<R> {
        R found(Found outcome);

        R notFound(NotFound outcome);
    }
}
