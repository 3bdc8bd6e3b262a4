package org.kindling.tracker;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.admin.AdminFront;
import org.kindling.tracker.admin.AdminOptions;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.front.TrackerStats;

/**
 * A running tracker. Any number of them share a JVM and a Vert.x; each has its own directory, event loop and port.
 *
 * <p>Used from any thread.
 */
public final class Tracker {
    private final Vertx vertx;
    private final TrackerVerticle verticle;
    private final String deployment;
    private final String host;
    private final String url;
    private @Nullable Future<Void> closed;

    private Tracker(Vertx vertx, TrackerVerticle verticle, String deployment, String host) {
        this.vertx = vertx;
        this.verticle = verticle;
        this.deployment = deployment;
        this.host = host;
        this.url = url(host, verticle.port());
    }

    /** Starts one; the future fails with a sentence for the operator if it cannot listen where it should. */
    public static Future<Tracker> start(Vertx vertx, TrackerOptions options) {
        TrackerVerticle verticle = new TrackerVerticle(options);
        return vertx.deployVerticle(verticle)
                .map(deployment -> new Tracker(
                        vertx, verticle, deployment, options.doorway().host()));
    }

    /** Where peers announce, without a slash at the end; loopback if it listens everywhere. */
    public String url() {
        return url;
    }

    /** Where BitTorrent clients announce over UDP, without a path; nothing if that is not served. */
    public Optional<String> udpUrl() {
        return verticle.udpPort().map(port -> "udp" + url(host, port).substring("http".length()));
    }

    /** The port it listens on. */
    public int port() {
        return verticle.port();
    }

    /**
     * Whom somebody we trust has met just now; they are listed as {@link Directory#known} says.
     *
     * @param reached truly signed
     * @return completes when they are
     */
    public Future<Void> known(List<PeerRecord> reached) {
        return verticle.known(List.copyOf(reached));
    }

    /**
     * Serves its operator from now on, until it is closed.
     *
     * @return where, as a URL without a slash at the end; fails if the address cannot be had
     */
    public Future<String> administer(AdminOptions options) {
        return verticle.administer(options).map(AdminFront::url);
    }

    /** What has happened so far. */
    public Future<TrackerStats> stats() {
        return verticle.stats();
    }

    /** Stops listening, hangs up and forgets everything. Closing twice is closing once. */
    public synchronized Future<Void> close() {
        Future<Void> closing = closed;
        if (closing == null) {
            boolean isThere = vertx.deploymentIDs().contains(deployment);
            closing = isThere ? vertx.undeploy(deployment) : Future.succeededFuture();
            closed = closing;
        }
        return closing;
    }

    private static String url(String host, int port) {
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "http://127.0.0.1:" + port;
        }
        return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
