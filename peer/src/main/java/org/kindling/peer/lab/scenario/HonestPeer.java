package org.kindling.peer.lab.scenario;

import java.time.Instant;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.core.Peer;
import org.kindling.peer.lab.engine.Actor;

/** The production peer, playing itself. */
record HonestPeer(Peer peer) implements Actor {
    @Override
    public Step step(Instant now, Event event) {
        return peer.step(now, event);
    }

    @Override
    public PeerView view() {
        return peer.view();
    }
}
