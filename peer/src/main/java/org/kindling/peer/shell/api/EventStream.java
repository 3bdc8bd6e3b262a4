package org.kindling.peer.shell.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.tracker.gate.Problem;

/**
 * Facts as server-sent events (WHATWG HTML, "Server-sent events"): one event a fact, a comment every few seconds to keep the line open.
 * On one event loop.
 *
 * <p>Every event carries the number of its fact since the start. Rationale: a reader that was cut off and came back sees how many it
 * missed.
 * <p>A reader that does not keep up is cut off; it may come back. Rationale: facts must not pile up in memory for somebody who sleeps.
 */
final class EventStream {
    static final int READERS_MAX = 64;
    private static final int QUEUE_BYTES_MAX = 256 * 1024;
    private static final long KEEP_ALIVE_MILLIS = 10_000;

    private final Vertx vertx;
    private final PeerAccess peer;
    private final Context home;
    private final Consumer<HttpConnection> listens;
    private final PeerAccess.Subscription subscription;
    private final Set<HttpServerResponse> readers = new LinkedHashSet<>();
    private final long keepAlive;
    private volatile boolean isHeard;
    /** Counted where facts are made: on the peer's own thread. */
    private long facts;

    /**
     * @param home the event loop on which requests arrive
     * @param listens hears of connections that will ask nothing more
     */
    EventStream(Vertx vertx, PeerAccess peer, Context home, Consumer<HttpConnection> listens) {
        this.listens = listens;
        this.vertx = vertx;
        this.peer = peer;
        this.home = home;
        this.keepAlive =
                vertx.setPeriodic(KEEP_ALIVE_MILLIS, timer -> home.runOnContext(now -> tell(": still here\n\n")));
        this.subscription = peer.listen(this::hear);
    }

    /** Adds a reader, if there is room for one. */
    void open(RoutingContext context) {
        if (readers.size() >= READERS_MAX) {
            Problem.unavailable(READERS_MAX + " readers listen already; close one")
                    .answer(context);
            return;
        }
        HttpServerResponse response = context.response()
                .setChunked(true)
                .setWriteQueueMaxSize(QUEUE_BYTES_MAX)
                .putHeader("Content-Type", "text/event-stream");
        response.closeHandler(closed -> forget(response));
        response.exceptionHandler(broken -> forget(response));
        readers.add(response);
        listens.accept(context.request().connection());
        isHeard = true;
        response.write(": facts of " + peer.node().shortHex() + "\n\n");
    }

    int readers() {
        return readers.size();
    }

    /** Nobody is told anything any more. */
    void close() {
        subscription.cancel();
        vertx.cancelTimer(keepAlive);
    }

    private void hear(Fact fact) {
        long number = ++facts;
        if (isHeard) {
            home.runOnContext(now -> tell(event(number, fact)));
        }
    }

    private static String event(long number, Fact fact) {
        return "id: " + number + "\nevent: " + fact.verb() + "\ndata: "
                + Shapes.fact(fact).encode() + "\n\n";
    }

    private void tell(String text) {
        for (HttpServerResponse reader : List.copyOf(readers)) {
            if (reader.writeQueueFull()) {
                forget(reader);
                reader.reset();
            } else {
                reader.write(text);
            }
        }
    }

    private void forget(HttpServerResponse reader) {
        readers.remove(reader);
        isHeard = !readers.isEmpty();
    }
}
