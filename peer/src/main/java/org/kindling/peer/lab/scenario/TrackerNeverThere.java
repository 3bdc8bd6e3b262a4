package org.kindling.peer.lab.scenario;

import java.time.Duration;
import org.kindling.peer.lab.engine.LabTracker;

/** The same network twice, with a tracker and with a dead one: nobody should be able to tell which is which. */
final class TrackerNeverThere implements Scenario {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LIFE = Duration.ofMinutes(30);
    /** How far the two may be apart, as a share of what there is with the tracker. */
    private static final double LINKS_APART_MAX = 0.05;
    /**
     * The same of some 180 blocks, which are found by chance. Retargeting with a half-life of twenty blocks keeps a chain within a few blocks of its
     * schedule, so that two are this far apart by chance alone hardly ever.
     */
    private static final double BLOCKS_APART_MAX = 0.2;

    /** What one run came to; the blocks are those of its {@link #LIFE} only. */
    private record Outcome(double linksMean, int linksLeast, double blocksAnHour, Quiet quiet) {}

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
        expectAlike(stage, "links a peer", without.linksMean(), with.linksMean(), LINKS_APART_MAX);
        stage.expect(
                without.linksLeast() >= stage.arrivals().linksEnough(),
                "somebody has " + without.linksLeast() + " links only");
        stage.measure("blocksAnHourWith", with.blocksAnHour());
        stage.measure("blocksAnHourWithout", without.blocksAnHour());
        expectAlike(stage, "blocks an hour", without.blocksAnHour(), with.blocksAnHour(), BLOCKS_APART_MAX);
        stage.measure("callsAMinute", without.quiet().callsAMinuteMost());
        stage.expect(
                without.quiet().callsAMinuteMost() <= 1,
                "a peer called a tracker " + without.quiet().callsAMinuteMost() + " times in a minute");
        stage.measure("warningsInTenMinutes", without.quiet().warningsInTenMinutesMost());
        stage.expect(
                without.quiet().warningsInTenMinutesMost() <= 1,
                "a peer warned " + without.quiet().warningsInTenMinutesMost() + " times in ten minutes of one thing, "
                        + without.quiet().loudest());
        long needed = stage.trackerCallsNeeded();
        stage.measure("trackerCallsNeeded", needed);
        stage.expect(needed == 0, needed + " tracker calls were needed");
        stage.expectStruck("tracker-silent");
    }

    private static void expectAlike(Stage stage, String what, double without, double with, double apartMax) {
        stage.expect(
                Math.abs(without - with) <= apartMax * with,
                what + ": " + without + " without, " + with + " with the tracker, at most " + apartMax + " apart");
    }

    private static Outcome live(Stage stage) {
        Quiet quiet = new Quiet();
        stage.world().watch(quiet);
        stage.begin(0, 0.2);
        long height = stage.height();
        stage.world().run(LIFE);
        double blocksAnHour = (stage.height() - height) * (double) HOUR.toMillis() / LIFE.toMillis();
        stage.agree();
        Spread links = new Spread(stage.honest().stream()
                .map(peer -> (double) stage.arrivals().links(peer))
                .toList());
        double mean = links.ascending().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
        return new Outcome(mean, (int) links.quantile(0), blocksAnHour, quiet);
    }
}
