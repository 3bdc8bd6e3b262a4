package org.kindling.peer.lab.invariant;

import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.peer.lab.engine.Tally;

/** INV-009: whatever befalls trackers and peers, nobody suspects a tracker before one has lied. */
final class NoHonestTrackerSuspected implements Invariant {
    private static final List<String> LIES = List.of("tracker-lied", "tracker-hid", "tracker-invented");

    private final Tally tally;

    NoHonestTrackerSuspected(Tally tally) {
        this.tally = tally;
    }

    @Override
    public String promise() {
        return "INV-009 no honest tracker is suspected";
    }

    @Override
    public Optional<String> afterStep(Moment moment) {
        for (Action action : moment.step().actions()) {
            if (action instanceof Action.Report report
                    && report.fact() instanceof TrackerFact.Suspected suspect
                    && LIES.stream().allMatch(lie -> tally.of(lie) == 0)) {
                return Optional.of("suspects honest " + suspect.tracker() + ": " + suspect.reason());
            }
        }
        return Optional.empty();
    }
}
