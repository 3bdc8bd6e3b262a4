package org.kindling.peer.lab.scenario;

import java.time.Duration;

/** Fault F1 and threat T7: the tracker is needed once, to begin with. */
final class TrackerDies implements Scenario {
    private static final Duration WITHOUT = Duration.ofMinutes(3);

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

        LifeWithoutTracker.play(stage, stage.tracker(), WITHOUT, stage::join);
    }
}
