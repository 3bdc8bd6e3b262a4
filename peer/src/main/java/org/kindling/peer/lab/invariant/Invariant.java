package org.kindling.peer.lab.invariant;

import java.util.Optional;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;

/** A promise that holds for every honest peer, after every step, whatever mishaps strike. */
public interface Invariant {
    /** Its number and name in the catalogue: {@code INV-001 persist before send}. */
    String promise();

    /** A life begins. */
    default void born(LabPeer peer) {}

    /** @return how it is broken, in words */
    default Optional<String> afterStep(Moment moment) {
        return Optional.empty();
    }

    /** For what is too dear to check at every step; called for every living peer once in a while. */
    default Optional<String> atCheckpoint(LabPeer peer) {
        return Optional.empty();
    }
}
