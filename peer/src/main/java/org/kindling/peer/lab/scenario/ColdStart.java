package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.World;

/** Everybody begins a first life within a second, and must have joined soon: eight links each, and one component. */
final class ColdStart {
    private static final Duration ARRIVALS = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int LINKS = 8;
    private static final double SECONDS_MAX = 10;
    private static final double MOST = 0.95;

    private final Stage stage;
    private final World world;
    private final Map<Integer, Duration> bornAt = new TreeMap<>();
    private final Map<Integer, Double> secondsTo = new TreeMap<>();

    private ColdStart(Stage stage) {
        this.stage = stage;
        this.world = stage.world();
    }

    static void of(Stage stage) {
        new ColdStart(stage).play();
    }

    private void play() {
        Duration from = world.elapsed();
        List<LabPeer> peers = world.peers();
        for (LabPeer peer : peers) {
            world.start(peer);
            bornAt.put(peer.index(), world.elapsed());
            world.run(ARRIVALS.dividedBy(peers.size()));
        }
        boolean isOne = world.runUntil(this::isOne, LOOK, PATIENCE);
        double oneSeconds = Stage.seconds(world.elapsed().minus(from));
        world.runUntil(this::haveAllJoined, LOOK, PATIENCE);
        List<Double> sorted = secondsTo.values().stream().sorted().toList();
        stage.expect(
                sorted.size() == peers.size(),
                (peers.size() - sorted.size()) + " peers have less than " + links() + " links after two minutes");
        double most = sorted.isEmpty() ? Double.MAX_VALUE : sorted.get((int) Math.ceil(MOST * sorted.size()) - 1);
        stage.measure("joinedSecondsP95", most);
        stage.measure("oneComponentSeconds", oneSeconds);
        stage.expect(most <= SECONDS_MAX, "joined only after " + most + " s (p95), at most " + SECONDS_MAX);
        stage.expect(isOne && oneSeconds <= SECONDS_MAX, "no component of all after " + oneSeconds + " s");
        stage.measure("components", stage.islands());
        stage.measure("trackerCalls", stage.trackerCallsNeeded());
    }

    private boolean isOne() {
        haveAllJoined();
        return stage.islands() == 1;
    }

    private int links() {
        return Math.min(LINKS, world.peers().size() - 1);
    }

    private boolean haveAllJoined() {
        for (LabPeer peer : world.living()) {
            if (peer.view().orElseThrow().links().size() >= links()) {
                Duration age = world.elapsed().minus(bornAt.get(peer.index()));
                secondsTo.putIfAbsent(peer.index(), Stage.seconds(age));
            }
        }
        return secondsTo.size() == world.peers().size();
    }
}
