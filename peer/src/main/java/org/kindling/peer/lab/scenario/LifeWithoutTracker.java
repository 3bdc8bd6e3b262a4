package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;

/** How a network goes on whose tracker has died for ever: blocks and newcomers come, and nobody needs to call it. */
final class LifeWithoutTracker {
    static final int NEWCOMERS = 3;

    private static final Duration REUNION = Duration.ofSeconds(20);

    private LifeWithoutTracker() {}

    /** How newcomers come. */
    interface Arrival {
        List<LabPeer> join(int count);
    }

    /** Kills the tracker and plays that long; newcomers come in the middle. */
    static void play(Stage stage, LabTracker tracker, Duration without, Arrival arrival) {
        long heightAtDeath = stage.height();
        long neededAtDeath = stage.trackerCallsNeeded();

        tracker.become(LabTracker.Mood.DEAD);
        stage.world().run(without.dividedBy(2));
        List<LabPeer> newcomers = arrival.join(NEWCOMERS);
        stage.measure("recoverySeconds", stage.reunite(REUNION));
        stage.world().run(without.dividedBy(2));

        stage.measure("blocksAfter", stage.height() - heightAtDeath);
        stage.expect(stage.height() > heightAtDeath, "no block was found after the tracker died");
        long needed = stage.trackerCallsNeeded() - neededAtDeath;
        stage.measure("trackerCallsNeeded", needed);
        stage.expect(needed == 0, needed + " tracker calls were needed after it died");
        stage.agree();
        stage.measure(
                "newcomersAtTip",
                newcomers.stream()
                        .filter(peer ->
                                peer.view().orElseThrow().head().height().value() == stage.height())
                        .count());
        stage.expectStruck("tracker-silent");
    }
}
