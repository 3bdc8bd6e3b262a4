package org.kindling.peer.shell.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.shell.PeerAccess;

/**
 * Facts as server-sent events (WHATWG HTML, "Server-sent events"): one event a fact, a comment every few seconds to keep the line open.
 *
 * <p>A reader that does not keep up is cut off; it may come back. Rationale: facts must not pile up in memory for somebody who sleeps.
 */
final class EventStream {
    private static final int READERS_MAX = 64;
    private static final int QUEUE_BYTES_MAX = 256 * 1024;
    private static final long KEEP_ALIVE_MILLIS = 10_000;

    private final Vertx vertx;
    private final PeerAccess peer;
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicLong lastId = new AtomicLong();

    EventStream(Vertx vertx, PeerAccess peer) {
        this.vertx = vertx;
        this.peer = peer;
    }

    void open(RoutingContext context) {
        if (readers.incrementAndGet() > READERS_MAX) {
            readers.decrementAndGet();
            Problem.unavailable(READERS_MAX + " readers listen already").answer(context);
            return;
        }
        HttpServerResponse response = context.response()
                .setChunked(true)
                .setWriteQueueMaxSize(QUEUE_BYTES_MAX)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store");
        response.write(": facts of " + peer.node().shortHex() + "\n\n");
        Context home = vertx.getOrCreateContext();
        PeerAccess.Subscription subscription = peer.listen(fact -> home.runOnContext(now -> tell(response, fact)));
        long keepAlive = vertx.setPeriodic(KEEP_ALIVE_MILLIS, timer -> write(response, ": still here\n\n"));
        response.closeHandler(closed -> {
            subscription.cancel();
            vertx.cancelTimer(keepAlive);
            readers.decrementAndGet();
        });
    }

    private void tell(HttpServerResponse response, Fact fact) {
        JsonObject shape = Shapes.fact(fact);
        write(
                response,
                "id: " + lastId.incrementAndGet() + "\nevent: " + fact.verb() + "\ndata: " + shape.encode() + "\n\n");
    }

    private static void write(HttpServerResponse response, String text) {
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.writeQueueFull()) {
            response.reset();
            return;
        }
        response.write(text);
    }
}
