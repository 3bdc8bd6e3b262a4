package org.kindling.peer.boundary;

import java.util.Optional;
import org.kindling.protocol.Fault;

/** What validation makes of something it has been shown. */
@SuppressWarnings("ClassInitializationDeadlock") // the two constants are the only ones of their kind ever made
public sealed interface Verdict {
    Verdict ACCEPTED = new Accepted();
    Verdict ALREADY_KNOWN = new AlreadyKnown();

    record Accepted() implements Verdict {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.accepted(this);
        }
    }

    record AlreadyKnown() implements Verdict {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.alreadyKnown(this);
        }
    }

    /** May be fine later: its parent is missing, its nonce or its time has not come. */
    record Waiting(String reason) implements Verdict {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.waiting(this);
        }
    }

    record Rejected(Fault fault) implements Verdict {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.rejected(this);
        }
    }

    /** Handles every kind; a new one does not compile until every handler knows it. */
    <R> R fold(Cases<R> cases);

    default boolean isAccepted() {
        return this instanceof Accepted;
    }

    /** Why not, if it was rejected. */
    default Optional<Fault> refusal() {
        return this instanceof Rejected rejected ? Optional.of(rejected.fault()) : Optional.empty();
    }

    /**
     * One method per kind.
     *
     * @param <R> what handling yields
     */
    interface Cases<R> {
        R accepted(Accepted verdict);

        R alreadyKnown(AlreadyKnown verdict);

        R waiting(Waiting verdict);

        R rejected(Rejected verdict);
    }
}
