package org.kindling.peer.shell.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import org.kindling.peer.shell.PeerAccess;

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
    private final String host;

    private ApiServer(HttpServer server, Routes routes, String host) {
        this.server = server;
        this.routes = routes;
        this.host = host;
    }

    /** Serves this peer; fails if the port is taken. */
    public static Future<ApiServer> start(Vertx vertx, PeerAccess peer, ApiOptions options) {
        Promise<ApiServer> started = Promise.promise();
        Context home = vertx.getOrCreateContext();
        Routes routes = new Routes(vertx, home, peer, options);
        home.runOnContext(here -> vertx.createHttpServer(http(options))
                .requestHandler(routes.router())
                .listen()
                .map(server -> new ApiServer(server, routes, options.host()))
                .onFailure(failed -> routes.close())
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

    /** Where it is served: {@code http://host:port}; loopback if it is served everywhere. */
    public String url() {
        String reached = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
        return "http://" + (reached.indexOf(':') >= 0 ? "[" + reached + "]" : reached) + ":" + port();
    }

    /** Hangs up on everybody and no longer listens to the peer. */
    public Future<Void> close() {
        routes.close();
        return server.close();
    }

    Routes routes() {
        return routes;
    }
}
