package org.kindling.peer.lab.scenario;

import java.time.Duration;

/** Everybody arrives within a second, and the only tracker has room for half of them. */
final class CrowdedTracker implements Scenario {
    private static final Duration ARRIVALS = Duration.ofSeconds(1);
    /** Longer than anybody waits. */
    private static final Duration WAITING = Duration.ofMinutes(17);

    private static final double LINKS_P95_SECONDS_MAX = 3;

    @Override
    public String name() {
        return "crowded-tracker";
    }

    @Override
    public String sentence() {
        return "The only tracker has room for half of the peers; the others wait for a place, and all have eight links within 3 seconds.";
    }

    @Override
    public int peers() {
        return 50;
    }

    @Override
    public void play(Stage stage) {
        int room = stage.world().peers().size() / 2;
        stage.tracker().narrow(room);
        stage.arrive(stage.world().peers(), ARRIVALS);
        stage.stopMining();
        stage.world().run(WAITING);

        stage.expectLinks(stage.honest(), LINKS_P95_SECONDS_MAX);
        stage.expect(stage.islands() == 1, "the peers are " + stage.islands() + " components");
        stage.measure("listed", stage.tracker().members());
        stage.expect(
                stage.tracker().members() == room,
                "the tracker lists " + stage.tracker().members());
        long lost = stage.chronicle().trackersLost();
        stage.expect(lost == 0, lost + " times a tracker that makes peers wait was taken for lost");
        stage.measure("trackerCalls", stage.tracker().calls());
    }
}
