package org.kindling.peer.boundary;

import java.util.Optional;
import org.kindling.protocol.Fault;

/** What validation makes of something it has been shown. */
@SuppressWarnings("ClassInitializationDeadlock") // the two constants are the only ones of their kind ever made
public sealed interface Verdict {
    Verdict ACCEPTED = new Accepted();
    Verdict ALREADY_KNOWN = new AlreadyKnown();

    record Accepted() implements Verdict {}

    record AlreadyKnown() implements Verdict {}

    /** May be fine later: its parent is missing, its nonce or its time has not come. */
    record Waiting(String reason) implements Verdict {}

    record Rejected(Fault fault) implements Verdict {}

    default boolean isAccepted() {
        return this instanceof Accepted;
    }

    /** Why not, if it was rejected. */
    default Optional<Fault> refusal() {
        return this instanceof Rejected rejected ? Optional.of(rejected.fault()) : Optional.empty();
    }
}
