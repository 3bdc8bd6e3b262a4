package org.kindling.peer.shell.tracker;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.shell.net.FailureWords;
import org.kindling.peer.shell.net.Transport;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracker that a peer is itself, at its own port, while its network has no other: everything a tracker does, and signed with the peer's own key.
 *
 * <p>It listens on a port of this machine only and is reached through the peer's {@link Transport}. Rationale: one port is all that others know of a
 * peer, and the one its router lets through; and an event loop of its own, so that announces take no time from gossip.
 * <p>It begins with whom the peer has reached itself. Rationale: a newcomer must be named somebody at once, not one announce interval later.
 * <p>Used on the event loop context of the peer. Starting takes a while; what was wished last counts when it is over.
 */
public final class StandInTracker {
    private static final Logger LOG = LoggerFactory.getLogger(StandInTracker.class);

    private final Vertx vertx;
    private final Transport transport;
    private final TrackerOptions options;
    private List<PeerRecord> reached = List.of();
    private @Nullable Tracker running;
    private Future<Void> starting = Future.succeededFuture();
    private Future<Void> stopping = Future.succeededFuture();
    private boolean isWanted;
    private boolean isFailureTold;
    private boolean isOver;

    /**
     * One that does not serve yet.
     *
     * @param transport whose port it is reached at
     * @param network the only one it serves
     * @param key what it signs with, the peer's own
     */
    public StandInTracker(Vertx vertx, Transport transport, NetworkId network, KeyPair key) {
        this(vertx, transport, TrackerOptions.standIn(network, key));
    }

    StandInTracker(Vertx vertx, Transport transport, TrackerOptions options) {
        this.vertx = vertx;
        this.transport = transport;
        this.options = options;
    }

    /**
     * Serves from now on, if it does not yet, and names these peers. To be called again well before {@code DirectoryLimits.Rhythm.leaseMillis} has passed: who
     * neither announces nor is named here for so long is forgotten.
     *
     * @param reached truly signed, and met by this peer itself
     */
    public void serve(List<PeerRecord> reached) {
        if (isOver) {
            return;
        }
        this.reached = List.copyOf(reached);
        isWanted = true;
        if (running != null) {
            running.known(this.reached);
        } else if (starting.isComplete()) {
            starting = Tracker.start(vertx, options).transform(this::started);
        }
    }

    /** Serves no longer, and forgets everything; {@link #serve} may follow. */
    public void stop() {
        isWanted = false;
        reached = List.of();
        transport.closeAnnex();
        Tracker stopped = running;
        running = null;
        if (stopped != null) {
            end(stopped);
        }
    }

    /** Stops for good; completes when nothing of it is left. */
    public Future<Void> close() {
        isOver = true;
        stop();
        return starting.transform(settled -> stopping);
    }

    /** Whether it can be asked. */
    public boolean isServing() {
        return running != null;
    }

    private Future<Void> started(AsyncResult<Tracker> start) {
        if (start.failed()) {
            tell(start.cause());
        } else if (isWanted) {
            isFailureTold = false;
            running = start.result();
            running.known(reached);
            transport.annex(running.port());
        } else {
            end(start.result());
        }
        return Future.succeededFuture();
    }

    private void end(Tracker tracker) {
        stopping = stopping.transform(before -> tracker.close()).otherwiseEmpty();
    }

    /** Once until it succeeds. Rationale: it is tried again every time it is wished for, and there is nothing new to say. */
    private void tell(Throwable failure) {
        if (!isFailureTold) {
            isFailureTold = true;
            LOG.warn(
                    "serve-network-failed reason=\"{}\" hint=\"it is tried again; others can still be found without it\"",
                    FailureWords.of(failure));
        }
    }
}
