package org.kindling.peer.lab.scenario;

import java.util.List;
import org.kindling.peer.boundary.Seed;

/** A cold start that has nothing but its neighbours. */
final class JoinsByLanAlone implements Scenario {
    @Override
    public String name() {
        return "joins-by-lan-alone";
    }

    @Override
    public String sentence() {
        return "Everybody starts at once with an empty disk and no tracker, on one local network; asking the neighbours alone makes them one network.";
    }

    @Override
    public int peers() {
        return 50;
    }

    @Override
    public boolean hasTracker() {
        return false;
    }

    @Override
    public List<Seed> seeds() {
        return List.of(Seed.LAN);
    }

    @Override
    public void play(Stage stage) {
        stage.world().seeds().shareLan();
        ColdStart.of(stage);
    }
}
