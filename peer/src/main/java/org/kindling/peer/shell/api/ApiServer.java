package org.kindling.peer.shell.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.tracker.gate.Callers;
import org.kindling.tracker.gate.Gate;
import org.kindling.tracker.gate.HostNames;

/**
 * The HTTP API of one peer: what is documented in {@code openapi.yaml}, nothing else. Binds loopback unless told otherwise; reading is
 * free to whoever reaches it under a known host name, changing something needs the token ({@link Gate}).
 *
 * <p>HTTP/1.1 only. Rationale: nothing here is worth multiplexing, and every protocol more is a door more.
 */
public final class ApiServer {
    private static final int IDLE_SECONDS = 60;
    /** What the kernel holds for a reader that does not read. */
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    private final HttpServer server;
    private final Routes routes;
    private final Runnable end;
    private final String host;

    private ApiServer(HttpServer server, Routes routes, Runnable end, String host) {
        this.server = server;
        this.routes = routes;
        this.end = end;
        this.host = host;
    }

    /** Serves this peer; fails if the port is taken. */
    public static Future<ApiServer> start(Vertx vertx, PeerAccess peer, ApiOptions options) {
        return start(vertx, peer, options, Callers.Limits.standard());
    }

    static Future<ApiServer> start(Vertx vertx, PeerAccess peer, ApiOptions options, Callers.Limits limits) {
        Promise<ApiServer> started = Promise.promise();
        Context home = vertx.getOrCreateContext();
        Callers callers = new Callers(limits, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        Routes routes = new Routes(vertx, home, peer, options, callers);
        long sweep = vertx.setPeriodic(limits.sweepMillis(), timer -> home.runOnContext(now -> callers.sweep()));
        Runnable end = () -> {
            vertx.cancelTimer(sweep);
            routes.close();
        };
        home.runOnContext(here -> vertx.createHttpServer(http(options))
                .connectionHandler(callers::opened)
                .requestHandler(request -> {
                    callers.heard(request.connection());
                    routes.router().handle(request);
                })
                .listen()
                .map(server ->
                        new ApiServer(server, routes, end, options.names().reachable()))
                .onFailure(failed -> end.run())
                .onComplete(started));
        return started.future();
    }

    private static HttpServerOptions http(ApiOptions options) {
        return new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setIdleTimeout(IDLE_SECONDS)
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setMaxHeaderSize(8 * 1024)
                .setMaxInitialLineLength(2 * 1024)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false);
    }

    public int port() {
        return server.actualPort();
    }

    /** Where this machine reaches it: {@code http://host:port}, on loopback if it is served on every address. */
    public String url() {
        return "http://" + HostNames.bracketed(host) + ":" + port();
    }

    /** Hangs up on everybody and no longer listens to the peer. */
    public Future<Void> close() {
        end.run();
        return server.close();
    }

    Routes routes() {
        return routes;
    }
}
