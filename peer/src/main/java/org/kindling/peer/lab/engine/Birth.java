package org.kindling.peer.lab.engine;

import java.time.Instant;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.Recovered;

/** How a player comes to life, the first time and after every crash. */
@FunctionalInterface
public interface Birth {
    /** @param recovered what the disk of the earlier life still holds */
    Actor of(PeerSetup setup, Recovered recovered, Instant now);
}
