package org.kindling.peer.lab.invariant;

import java.util.Optional;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.peer.lab.engine.Moment;

/** INV-006: as long as a peer has a link or knows anybody worth a call, it needs no tracker; and it owns up to every call it makes. */
final class TrackerNotNeeded implements Invariant {
    @Override
    public String promise() {
        return "INV-006 no tracker call is needed while there are links or known peers worth a call";
    }

    @Override
    public Optional<String> afterStep(Moment moment) {
        int calls = 0;
        int reported = 0;
        boolean isNeeded = false;
        for (Action action : moment.step().actions()) {
            if (action instanceof Action.AskTracker || action instanceof Action.AskSwarm) {
                calls++;
            } else if (action instanceof Action.Report report && report.fact() instanceof TrackerFact.Asked asked) {
                reported++;
                isNeeded |= asked.isNeeded();
            }
        }
        if (calls != reported) {
            return Optional.of("asked trackers " + calls + " times and reported " + reported);
        }
        return isNeeded ? moment.peer().view().flatMap(TrackerNotNeeded::judge) : Optional.empty();
    }

    private static Optional<String> judge(PeerView view) {
        int links = view.links().size();
        int worthACall = view.neighbourhood().worthACall();
        return links == 0 && worthACall == 0
                ? Optional.empty()
                : Optional.of("needed a tracker although it has " + links + " links and " + worthACall + " to call");
    }
}
