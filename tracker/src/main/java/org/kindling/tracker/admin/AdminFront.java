package org.kindling.tracker.admin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.gate.Callers;
import org.kindling.tracker.gate.HostNames;

/**
 * The operator's own interface of a tracker, over HTTP/1.1 at a port of its own.
 *
 * <p>Rationale for a port of its own: the tracker's is everybody's, and whoever fills it with connections must not keep its operator out; nor does a
 * front that makes the tracker public make this public.
 *
 * <p>Opened, used and closed on one Vert.x context, whose event loop also owns the directory.
 */
public final class AdminFront {
    private static final int CONNECTIONS_MAX = 32;
    private static final Callers.Limits LIMITS = Callers.Limits.standard().with(CONNECTIONS_MAX);

    private final Vertx vertx;
    private final HttpServer server;
    private final String host;
    private final long sweepTimer;

    private AdminFront(Vertx vertx, AdminRoutes routes, AdminOptions options) {
        Callers callers = new Callers(LIMITS, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        this.vertx = vertx;
        this.host = options.names().reachable();
        this.server = vertx.createHttpServer(http())
                .connectionHandler(callers::opened)
                .requestHandler(request -> {
                    callers.heard(request.connection());
                    routes.router().handle(request);
                });
        this.sweepTimer = vertx.setPeriodic(LIMITS.sweepMillis(), timer -> callers.sweep());
    }

    /** Begins to listen; fails if the address cannot be had. */
    public static Future<AdminFront> open(Vertx vertx, Directory directory, InstantSource clock, AdminOptions options) {
        AdminFront front = new AdminFront(vertx, new AdminRoutes(vertx, directory, clock, options), options);
        return front.server
                .listen(options.port(), options.names().host())
                .map(front)
                .recover(refused -> front.close().transform(closed -> Future.failedFuture(refused)));
    }

    /** Where this machine reaches it, without a slash at the end. */
    public String url() {
        return "http://" + HostNames.bracketed(host) + ":" + server.actualPort();
    }

    /** Stops listening and hangs up. */
    public Future<Void> close() {
        vertx.cancelTimer(sweepTimer);
        return server.close();
    }

    private static HttpServerOptions http() {
        return new HttpServerOptions()
                .setMaxHeaderSize(4 * 1024)
                .setMaxInitialLineLength(2 * 1024)
                .setHttp2ClearTextEnabled(false)
                .setDecompressionSupported(false);
    }
}
