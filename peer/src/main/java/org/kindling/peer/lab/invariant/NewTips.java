package org.kindling.peer.lab.invariant;

import java.util.Optional;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.Moment;

/** Finds the steps after which a peer stands on another block than before. */
final class NewTips {
    private NewTips() {}

    /** What the peer shows, if this step gave it a new tip. */
    static Optional<PeerView> in(Moment moment) {
        for (Action action : moment.step().actions()) {
            if (action instanceof Action.Report report && report.fact() instanceof Fact.TipChanged) {
                return moment.peer().view();
            }
        }
        return Optional.empty();
    }
}
