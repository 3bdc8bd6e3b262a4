package org.kindling.peer.shell;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.peer.shell.tracker.TrackerClient;
import org.kindling.peer.shell.workers.Workers;

/**
 * What all peers of one process share: event loops, workers, the client that asks trackers, the way out.
 *
 * <p>Rationale: a peer of its own costs its ledger and its links; hundreds of them in one process must not each bring threads along.
 */
public record Facilities(Vertx vertx, Workers workers, TrackerClient trackers, WayOut wayOut) {
    public static Facilities open() {
        return around(Vertx.vertx());
    }

    /** Of a process whose every call leaves this way. */
    public static Facilities open(WayOut wayOut) {
        return around(Vertx.vertx(), wayOut);
    }

    /** On top of event loops that are there already. */
    public static Facilities around(Vertx vertx) {
        return around(vertx, WayOut.DIRECT);
    }

    private static Facilities around(Vertx vertx, WayOut wayOut) {
        return new Facilities(vertx, Workers.ofCores(), TrackerClient.open(vertx, wayOut), wayOut);
    }

    /** To be called when the last peer is closed; closes the event loops too. */
    public Future<Void> close() {
        trackers.close();
        workers.close();
        return vertx.close();
    }
}
