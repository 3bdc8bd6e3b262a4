package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.List;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.protocol.identity.Role;

/** A tracker that was there before us and speaks BitTorrent's protocols only: it introduces by address alone, once, and dies. */
final class JoinsByBittorrentTrackerAlone implements Scenario {
    private static final String TRACKER = "udp://tracker.lab:6969";
    private static final double LINKS_P95_SECONDS_MAX = 10;
    private static final Duration WITHOUT = Duration.ofMinutes(6);

    @Override
    public String name() {
        return "joins-by-bittorrent-tracker-alone";
    }

    @Override
    public String sentence() {
        return "A BitTorrent tracker that names bare addresses is all that anybody knows; it makes them one network and dies, and the ledger and newcomers do without it.";
    }

    @Override
    public int peers() {
        return 50;
    }

    @Override
    public List<String> trackers() {
        return List.of(TRACKER);
    }

    @Override
    public void play(Stage stage) {
        LabTracker tracker = stage.world().addTracker(TRACKER);
        stage.begin(3, 1);
        stage.expectLinks(stage.honest(), LINKS_P95_SECONDS_MAX);
        stage.expect(stage.tracker().calls() == 0, "another tracker was asked");

        LifeWithoutTracker.play(
                stage, tracker, WITHOUT, newcomers -> stage.join(newcomers, List.of(TRACKER), Stage.DOORS));

        long serving = stage.honest().stream()
                .filter(peer -> peer.view().orElseThrow().self().roles().contains(Role.TRACKER))
                .count();
        stage.measure("standIns", serving);
        stage.expect(serving == 0, serving + " peers stand in for a tracker that was never theirs");
    }
}
