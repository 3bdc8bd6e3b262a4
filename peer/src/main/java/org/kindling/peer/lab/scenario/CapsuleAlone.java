package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;

/** A capsule names a tracker that is dead and a few doors; the doors alone must do, for a network that begins and for one that is old. */
final class CapsuleAlone implements Scenario {
    private static final int NEWCOMERS = 5;
    private static final Duration SETTLING = Duration.ofSeconds(20);
    private static final double JOINED_SECONDS_MAX = 10;

    @Override
    public String name() {
        return "capsule-alone";
    }

    @Override
    public String sentence() {
        return "No tracker ever lives; everyone has a capsule with a few doors and joins, caught up, within 10 seconds of its start.";
    }

    @Override
    public int peers() {
        return 50;
    }

    @Override
    public int doors() {
        return Stage.DOORS;
    }

    @Override
    public void play(Stage stage) {
        stage.tracker().become(LabTracker.Mood.DEAD);
        List<LabPeer> founders = List.copyOf(stage.world().peers());
        stage.begin(5, 1);
        stage.expectJoined("founders", founders, JOINED_SECONDS_MAX);

        List<LabPeer> newcomers = stage.join(NEWCOMERS);
        stage.world().run(SETTLING);
        stage.expectJoined("newcomers", newcomers, JOINED_SECONDS_MAX);
        stage.expect(stage.islands() == 1, "the peers are " + stage.islands() + " components");
        stage.agree();
        stage.expectStruck("tracker-silent");
    }
}
