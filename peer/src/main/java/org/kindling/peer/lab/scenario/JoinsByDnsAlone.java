package org.kindling.peer.lab.scenario;

import java.util.List;
import org.kindling.peer.boundary.Seed;
import org.kindling.protocol.identity.Endpoint;

/** A cold start that has nothing but the name of a DNS seed. */
final class JoinsByDnsAlone implements Scenario {
    private static final Seed SEED = Seed.dns("seed.lab");
    private static final int LISTED = 4;

    @Override
    public String name() {
        return "joins-by-dns-alone";
    }

    @Override
    public String sentence() {
        return "Everybody starts at once with an empty disk and no tracker; a DNS seed that lists four of them alone makes them one network.";
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
        return List.of(SEED);
    }

    @Override
    public void play(Stage stage) {
        List<Endpoint> listed = stage.world().peers().stream()
                .limit(LISTED)
                .map(peer -> peer.plan().home())
                .toList();
        stage.world().seeds().publish(SEED, listed, List.of());
        ColdStart.of(stage);
    }
}
