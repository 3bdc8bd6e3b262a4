package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;

/** Fault F1 and threat T7: the tracker is needed once, to begin with. */
final class TrackerDies implements Scenario {
    private static final Duration WITHOUT = Duration.ofMinutes(3);
    private static final int NEWCOMERS = 3;

    @Override
    public String name() {
        return "tracker-dies";
    }

    @Override
    public String sentence() {
        return "The tracker dies for ever; blocks and transactions go on, newcomers join from a capsule, nobody needs to call it.";
    }

    @Override
    public int peers() {
        return 50;
    }

    @Override
    public void play(Stage stage) {
        stage.begin(5, 1);
        long heightAtDeath = stage.height();
        long neededAtDeath = stage.trackerCallsNeeded();

        stage.tracker().become(LabTracker.Mood.DEAD);
        stage.world().run(WITHOUT.dividedBy(2));
        List<LabPeer> newcomers = stage.join(NEWCOMERS);
        stage.measure("recoverySeconds", stage.reunite(Duration.ofSeconds(20)));
        stage.world().run(WITHOUT.dividedBy(2));

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
