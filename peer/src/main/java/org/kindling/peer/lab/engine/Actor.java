package org.kindling.peer.lab.engine;

import java.time.Instant;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Step;

/**
 * Whoever plays a peer: the production peer itself, a liar wrapped around it, or a few lines in a test.
 *
 * <p>Rationale: the engine knows only the boundary, so that what it finds holds for every player.
 */
public interface Actor {
    /** Everything that ever happens to the player goes through here, on one thread. */
    Step step(Instant now, Event event);

    /** What may be read between two steps. */
    PeerView view();
}
