package org.kindling.peer.core.chain;

import org.kindling.peer.boundary.Outcome;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;

/** What {@link CheckBody} and {@link ApplyBlock} come to; {@link Chain#computed} knows what to make of it. */
public sealed interface BlockOutcome extends Outcome {
    /** The body is what its header promises and every transaction is signed. */
    record BodyPassed(Block block) implements BlockOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.bodyPassed(this);
        }
    }

    /** @param isForGood whether the header itself stands for this, so that no other body can make it good */
    record BodyFailed(Hash block, Fault fault, boolean isForGood) implements BlockOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.bodyFailed(this);
        }
    }

    /** The block changes its parent's state into the one its header promises. */
    record StateReached(Hash block, StateTrie state) implements BlockOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.stateReached(this);
        }
    }

    /** The block does not follow from its parent's state. */
    record StateMissed(Hash block, Fault fault) implements BlockOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.stateMissed(this);
        }
    }

    <R> R fold(Cases<R> cases);

    /** One method per outcome: forgetting one does not compile. */
    interface Cases<R> {
        R bodyPassed(BodyPassed outcome);

        R bodyFailed(BodyFailed outcome);

        R stateReached(StateReached outcome);

        R stateMissed(StateMissed outcome);
    }
}
