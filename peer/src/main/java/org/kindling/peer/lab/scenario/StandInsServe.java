package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.Role;

/** The tracker dies; some peers answer in its place, newcomers find the network through them alone, and when it comes back they end. */
final class StandInsServe implements Scenario {
    private static final Duration ACQUAINTANCE = Duration.ofMinutes(75);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration BEGIN_MOST = Duration.ofMinutes(6);
    private static final Duration END_MOST = Duration.ofMinutes(6);
    /** The longest interval that a tracker asks for, and a moment for the answer. */
    private static final Duration INTERVAL_MOST = Duration.ofSeconds(67);

    /** Four are drawn; not everybody draws from the same book. */
    private static final int STAND_INS_MOST = 8;

    private static final int NEWCOMERS = 3;
    private static final double JOINED_SECONDS_MAX = 10;

    @Override
    public String name() {
        return "stand-ins-serve";
    }

    @Override
    public String sentence() {
        return "The tracker dies when all know each other for an hour; a few peers serve in its place, newcomers join through them alone, and they end when it is back"
                + " and full again within one interval.";
    }

    @Override
    public int peers() {
        return 24;
    }

    @Override
    public void play(Stage stage) {
        stage.arrive(stage.world().peers());
        stage.stopMining();
        stage.world().run(ACQUAINTANCE);
        stage.expect(serving(stage) == 0, "peers serve though the tracker lives");

        stage.tracker().become(LabTracker.Mood.DEAD);
        Duration death = stage.world().elapsed();
        boolean isServed = stage.world().runUntil(() -> serving(stage) > 0, LOOK, BEGIN_MOST);
        stage.measure(
                "firstStandInSeconds", Stage.seconds(stage.world().elapsed().minus(death)));
        stage.world().run(BEGIN_MOST.dividedBy(2));
        long standIns = serving(stage);
        stage.measure("standIns", standIns);
        stage.expect(isServed, "nobody stands in for the dead tracker");
        stage.expect(standIns <= STAND_INS_MOST, standIns + " peers stand in, a few would do");

        List<LabPeer> newcomers = joinThroughStandIns(stage);
        stage.expectJoined("newcomers", newcomers, JOINED_SECONDS_MAX);

        stage.tracker().become(LabTracker.Mood.HONEST);
        Duration back = stage.world().elapsed();
        int everybody = stage.world().peers().size() - NEWCOMERS;
        boolean isFull = stage.world().runUntil(() -> stage.tracker().members() >= everybody, LOOK, INTERVAL_MOST);
        stage.measure("fullAgainSeconds", Stage.seconds(stage.world().elapsed().minus(back)));
        stage.expect(
                isFull,
                "an interval after its return the tracker lists "
                        + stage.tracker().members());
        boolean isOver = stage.world().runUntil(() -> serving(stage) == 0, LOOK, END_MOST);
        stage.measure(
                "lastStandInSeconds", Stage.seconds(stage.world().elapsed().minus(back)));
        stage.expect(isOver, serving(stage) + " peers still serve though the tracker is back");
        stage.expect(stage.islands() == 1, "the peers are " + stage.islands() + " components");
        stage.expect(
                stage.chronicle().suspects() == 0,
                "somebody is suspected: " + stage.chronicle().suspicion());
        stage.expectStruck("tracker-silent");
    }

    private static List<LabPeer> joinThroughStandIns(Stage stage) {
        List<String> named = stage.honest().get(0).view().orElseThrow().trackers(Capsule.TRACKERS_MAX);
        stage.measure("trackersNamed", named.size());
        List<LabPeer> newcomers = stage.join(NEWCOMERS, named, 0);
        stage.world().run(Duration.ofSeconds((long) JOINED_SECONDS_MAX));
        return newcomers;
    }

    private static long serving(Stage stage) {
        return stage.honest().stream()
                .filter(peer -> peer.view().orElseThrow().self().roles().contains(Role.TRACKER))
                .count();
    }
}
