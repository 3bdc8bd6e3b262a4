package org.kindling.peer.lab.scenario;

import java.time.Duration;
import org.kindling.peer.lab.engine.LabTracker;

/** The same network twice, with a tracker and with a dead one: nobody should be able to tell which is which. */
final class TrackerNeverThere implements Scenario {
    private static final Duration LIFE = Duration.ofMinutes(12);
    private static final double LINKS_SHARE_MIN = 0.95;
    /** Some seventy blocks are found in each run, by chance: one run has twice as many as the other once in thousands of seeds. */
    private static final double BLOCKS_SHARE_MIN = 0.5;

    /** What one run came to. */
    private record Outcome(double linksMean, int linksLeast, long blocks, Quiet quiet) {}

    @Override
    public String name() {
        return "tracker-never-there";
    }

    @Override
    public String sentence() {
        return "The tracker is dead from beginning to end; links and blocks are as with it, it is called once a minute at most, nobody is alarmed.";
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
        Outcome with = live(stage.twin(this));
        stage.tracker().become(LabTracker.Mood.DEAD);
        Outcome without = live(stage);

        stage.measure("linksWith", with.linksMean());
        stage.measure("linksWithout", without.linksMean());
        stage.measure("linksLeast", without.linksLeast());
        stage.expect(
                without.linksMean() >= LINKS_SHARE_MIN * with.linksMean(),
                "links a peer: " + without.linksMean() + " without, " + with.linksMean() + " with the tracker");
        stage.expect(
                without.linksLeast() >= stage.arrivals().linksEnough(),
                "somebody has " + without.linksLeast() + " links only");
        stage.measure("blocksWith", with.blocks());
        stage.measure("blocksWithout", without.blocks());
        stage.expect(
                without.blocks() >= BLOCKS_SHARE_MIN * with.blocks(),
                without.blocks() + " blocks without, " + with.blocks() + " with the tracker");
        stage.measure("callsAMinute", without.quiet().callsAMinuteMost());
        stage.expect(
                without.quiet().callsAMinuteMost() <= 1,
                "a peer called a tracker " + without.quiet().callsAMinuteMost() + " times in a minute");
        stage.measure("warningsInTenMinutes", without.quiet().warningsInTenMinutesMost());
        stage.expect(
                without.quiet().warningsInTenMinutesMost() <= 1,
                "a peer warned " + without.quiet().warningsInTenMinutesMost() + " times in ten minutes of one thing");
        long needed = stage.trackerCallsNeeded();
        stage.measure("trackerCallsNeeded", needed);
        stage.expect(needed == 0, needed + " tracker calls were needed");
        stage.expectStruck("tracker-silent");
    }

    private static Outcome live(Stage stage) {
        Quiet quiet = new Quiet();
        stage.world().watch(quiet);
        stage.begin(0, 0.2);
        stage.world().run(LIFE);
        stage.agree();
        Spread links = new Spread(stage.honest().stream()
                .map(peer -> (double) stage.arrivals().links(peer))
                .toList());
        double mean = links.ascending().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        return new Outcome(mean, (int) links.quantile(0), stage.height(), quiet);
    }
}
