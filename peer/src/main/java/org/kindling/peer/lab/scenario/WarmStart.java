package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.peer.lab.fault.Deaths;

/** One peer after the other is killed and comes back, with what its disk remembers and no tracker. */
final class WarmStart implements Scenario {
    private static final Duration BOOKS_WRITTEN = Duration.ofSeconds(45);
    private static final Duration AWAY = Duration.ofSeconds(4);
    private static final Duration BACK = Duration.ofSeconds(8);
    private static final int RESTARTS = 20;
    private static final double LINKS_P95_SECONDS_MAX = 5;

    @Override
    public String name() {
        return "warm-start";
    }

    @Override
    public String sentence() {
        return "The tracker is dead and twenty peers restart, in turn; 95 of 100 have eight links again within 5 seconds of their start.";
    }

    @Override
    public int peers() {
        return 50;
    }

    @Override
    public void play(Stage stage) {
        stage.begin(2, 0.5);
        stage.world().run(BOOKS_WRITTEN);

        stage.tracker().become(LabTracker.Mood.DEAD);
        List<LabPeer> living = Deaths.inAnyOrder(stage.world());
        List<LabPeer> restarted = living.subList(0, Math.min(RESTARTS, living.size()));
        for (LabPeer peer : restarted) {
            stage.world().crash(peer);
            stage.world().run(AWAY);
            stage.world().start(peer);
            stage.world().run(BACK);
        }

        stage.expectLinks(restarted, LINKS_P95_SECONDS_MAX);
        stage.expect(stage.islands() == 1, "the peers are " + stage.islands() + " components");
        stage.agree();
        stage.expectStruck("peer-killed");
        stage.expectStruck("tracker-silent");
    }
}
