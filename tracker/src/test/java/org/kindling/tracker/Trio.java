package org.kindling.tracker;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.tracker.cluster.ClusterLimits;
import org.kindling.tracker.cluster.ClusterOptions;

/** Places for three trackers of one cluster on this machine. */
record Trio(List<Endpoint> places, Bytes secret) {
    private static final Bytes SECRET =
            Bytes.wrap("only these three know".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    /** What takes seconds in the field takes a part of it here. */
    static final ClusterOptions.Pace QUICK = new ClusterOptions.Pace(1, 4, 2, 50, 500);

    static Trio onFreePorts() {
        return new Trio(List.of(FreePort.place(), FreePort.place(), FreePort.place()), SECRET);
    }

    ClusterOptions options(int number) {
        return ClusterOptions.of(places)
                .at(places.get(number))
                .with(secret)
                .with(QUICK)
                .with(ClusterLimits.standard());
    }

    Tracker start(Vertx vertx, int number) {
        return Running.now(Tracker.start(vertx, TrackerOptions.standard().with(options(number))));
    }

    List<Tracker> startAll(Vertx vertx) {
        List<Tracker> trackers = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            trackers.add(start(vertx, i));
        }
        return trackers;
    }
}
