package org.kindling.peer.core.consensus.pow;

import org.kindling.peer.boundary.Outcome;
import org.kindling.peer.boundary.Work;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.ProofOfWork;
import org.kindling.protocol.ledger.Target;

/**
 * A short search for a nonce; comes to a {@link MiningOutcome}.
 *
 * @param seed of the candidate header, see {@link ProofOfWork#seed}
 * @param from the first nonce to try; nonces wrap around
 * @param count how many to try
 */
record MiningSlice(Hash seed, long from, int count, Target target) implements Work {
    MiningSlice {
        Check.argument(count > 0, "a slice of %s tries", count);
    }

    @Override
    public Outcome run(SignatureRule rule) {
        ProofOfWork.Search search = new ProofOfWork.Search(seed);
        for (int i = 0; i < count; i++) {
            if (target.isMetBy(search.hash(from + i))) {
                return new MiningOutcome.Found(seed, from + i);
            }
        }
        return new MiningOutcome.NotFound(seed);
    }

    /** No two miners ever try the same. */
    @Override
    public Object memoKey() {
        return new Object();
    }

    @Override
    public boolean isUrgent() {
        return false;
    }
}
