package org.kindling.tracker;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.InvariantBroken;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.Notary;
import org.kindling.tracker.http.HttpFront;
import org.kindling.tracker.http.TrackerStats;

/** One event loop that owns one directory and the front ends that ask it. */
final class TrackerVerticle extends VerticleBase {
    private final TrackerOptions options;
    private final Directory directory;
    private @Nullable HttpFront front;

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
        return HttpFront.open(vertx, directory, options.httpLimits(), options.clock(), options.doorway())
                .onSuccess(opened -> front = opened)
                .recover(cause -> Future.failedFuture(unheard(cause)));
    }

    @Override
    public Future<?> stop() {
        HttpFront opened = front;
        return opened == null ? Future.succeededFuture() : opened.close();
    }

    int port() {
        return opened().port();
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

    private IOException unheard(Throwable cause) {
        return new IOException(
                "the tracker cannot listen on " + options.doorway().host() + " port "
                        + options.doorway().port() + " (" + cause.getMessage()
                        + "); choose another port, or 0 for any free one",
                cause);
    }
}
