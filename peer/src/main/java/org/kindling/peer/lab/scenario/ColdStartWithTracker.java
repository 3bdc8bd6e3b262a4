package org.kindling.peer.lab.scenario;

import java.time.Duration;

/** Everybody arrives for the first time, within a second, and knows nothing but one tracker. */
final class ColdStartWithTracker implements Scenario {
    private static final Duration ARRIVALS = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final double LINKS_P95_SECONDS_MAX = 3;

    @Override
    public String name() {
        return "cold-start";
    }

    @Override
    public String sentence() {
        return "All peers arrive within a second and know only the tracker; 95 of 100 have eight links within 3 seconds of their start.";
    }

    @Override
    public int peers() {
        return 50;
    }

    @Override
    public void play(Stage stage) {
        stage.arrive(stage.world().peers(), ARRIVALS);
        stage.world().run(SETTLING);

        stage.expectLinks(stage.honest(), LINKS_P95_SECONDS_MAX);
        long few = stage.honest().stream()
                .filter(peer -> stage.arrivals().links(peer) < stage.arrivals().linksEnough())
                .count();
        stage.measure("withFewLinks", few);
        stage.expect(
                few == 0, few + " peers have fewer than " + stage.arrivals().linksEnough() + " links in the end");
        stage.expect(stage.islands() == 1, "the peers are " + stage.islands() + " components");
        stage.measure("trackerCalls", stage.tracker().calls());
    }
}
