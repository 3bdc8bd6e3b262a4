package org.kindling.tracker;

import io.netty.channel.unix.Errors;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.InvariantBroken;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.admin.AdminFront;
import org.kindling.tracker.admin.AdminOptions;
import org.kindling.tracker.cluster.Cluster;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.Notary;
import org.kindling.tracker.front.TrackerMetrics;
import org.kindling.tracker.front.TrackerStats;
import org.kindling.tracker.http.HttpFront;
import org.kindling.tracker.udp.UdpFront;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop that owns one directory and the front ends that ask it. */
final class TrackerVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(TrackerVerticle.class);

    private final TrackerOptions options;
    private final Directory directory;
    private @Nullable TrackerMetrics metrics;
    private @Nullable HttpFront front;
    private @Nullable UdpFront udp;
    private @Nullable AdminFront admin;
    private @Nullable Cluster cluster;

    TrackerVerticle(TrackerOptions options) {
        this.options = options;
        this.directory = new Directory(
                options.directoryLimits(),
                options.groups(),
                new SplittableRandom(new SecureRandom().nextLong()),
                new Notary(options.key(), options.clock().millis()));
    }

    @Override
    public Future<?> start() {
        return vertx.executeBlocking(() -> new TrackerMetrics(HttpFront.complaints()))
                .compose(meters -> {
                    metrics = meters;
                    return joinOthers(meters)
                            .compose(joined -> openHttp(meters))
                            .compose(opened -> openUdp(meters, opened.port()))
                            .onSuccess(opened -> loadSignatures());
                })
                .recover(cause -> shut().transform(closed -> Future.failedFuture(cause)));
    }

    @Override
    public Future<?> stop() {
        return shut();
    }

    /** Its native code takes a moment to load: begun when the tracker listens already, and done before most announces come. */
    private void loadSignatures() {
        vertx.executeBlocking(() -> SignatureRule.best().providerName())
                .onSuccess(provider -> LOG.debug("signatures are checked by {}", provider));
    }

    /** Before anybody asks, so that the first answer names whom the others know. Nothing of Hazelcast is loaded by a tracker that is alone. */
    private Future<?> joinOthers(TrackerMetrics meters) {
        return options.cluster().isAlone()
                ? Future.succeededFuture()
                : Cluster.join(vertx, directory, meters.registry(), options.cluster(), options.clock())
                        .onSuccess(joined -> cluster = joined);
    }

    private Future<HttpFront> openHttp(TrackerMetrics meters) {
        return HttpFront.open(vertx, directory, meters, options.httpLimits(), options.clock(), options.doorway())
                .onSuccess(opened -> front = opened)
                .recover(cause ->
                        Future.failedFuture(unheard("", options.doorway().port(), cause)));
    }

    /** If any port will do, and another program has the one of HTTP for UDP, then another one. */
    private Future<?> openUdp(TrackerMetrics meters, int port) {
        if (!options.isUdpServed()) {
            return Future.succeededFuture();
        }
        return openUdpAt(meters, port)
                .recover(cause -> options.doorway().port() == 0 ? openUdpAt(meters, 0) : Future.failedFuture(cause))
                .recover(cause -> Future.failedFuture(unheard(" for UDP", port, cause)));
    }

    private Future<UdpFront> openUdpAt(TrackerMetrics meters, int port) {
        String host = options.doorway().host();
        return UdpFront.open(vertx, directory, meters, options.udpLimits(), options.clock(), host, port)
                .onSuccess(opened -> udp = opened);
    }

    /** Serves the operator too; closed with all the rest. */
    Future<AdminFront> administer(AdminOptions wanted) {
        Promise<AdminFront> opened = Promise.promise();
        Context loop = context;
        loop.runOnContext(now -> AdminFront.open(vertx, directory, options.clock(), wanted)
                .onSuccess(served -> admin = served)
                .onComplete(opened));
        return opened.future();
    }

    private Future<Void> shut() {
        AdminFront operators = admin;
        HttpFront http = front;
        UdpFront datagrams = udp;
        Cluster shared = cluster;
        TrackerMetrics meters = metrics;
        Future<Void> httpClosed = http == null ? Future.succeededFuture() : http.close();
        return httpClosed
                .eventually(() -> operators == null ? Future.succeededFuture() : operators.close())
                .eventually(() -> datagrams == null ? Future.succeededFuture() : datagrams.close())
                .eventually(() -> shared == null ? Future.succeededFuture() : shared.close())
                .onComplete(closed -> {
                    if (meters != null) {
                        meters.close();
                    }
                });
    }

    int port() {
        return opened().port();
    }

    Optional<Integer> udpPort() {
        return Optional.ofNullable(udp).map(UdpFront::port);
    }

    Future<TrackerStats> stats() {
        Promise<TrackerStats> stats = Promise.promise();
        Context loop = context;
        loop.runOnContext(now -> stats.complete(opened().stats()));
        return stats.future();
    }

    Future<Void> known(List<PeerRecord> reached) {
        Promise<Void> taken = Promise.promise();
        Context loop = context;
        loop.runOnContext(now -> {
            directory.known(reached, options.clock().millis());
            taken.complete();
        });
        return taken.future();
    }

    private HttpFront opened() {
        HttpFront opened = front;
        if (opened == null) {
            throw new InvariantBroken("a tracker is used only after it has started");
        }
        return opened;
    }

    /** Linux' own transport has an exception of its own for an address that cannot be had; callers know the JDK's. */
    private IOException unheard(String kind, int port, Throwable cause) {
        Throwable known = cause instanceof Errors.NativeIoException ? new BindException(cause.getMessage()) : cause;
        return new IOException(
                "the tracker cannot listen on " + options.doorway().host() + " port " + port + kind + " ("
                        + cause.getMessage() + "); choose another port, or 0 for any free one",
                known);
    }
}
