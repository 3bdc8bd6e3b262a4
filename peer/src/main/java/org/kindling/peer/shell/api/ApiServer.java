package org.kindling.peer.shell.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.protocol.identity.IdentityCodec;

/**
 * The HTTP API of one peer: what is documented in {@code openapi.yaml}, nothing else. Binds loopback unless told otherwise; reading is
 * free to whoever reaches it under a known host name, changing something needs the token ({@link Gate}).
 */
public final class ApiServer {
    /** A transaction in Base64 and its JSON. */
    private static final int BODY_BYTES_MAX = 128 * 1024;

    private static final int IDLE_SECONDS = 60;

    private final HttpServer server;
    private final String host;

    private ApiServer(HttpServer server, String host) {
        this.server = server;
        this.host = host;
    }

    /** Serves this peer; fails if the port is taken. */
    public static Future<ApiServer> start(Vertx vertx, PeerAccess peer, ApiOptions options) {
        HttpServerOptions http = new HttpServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(8 * 1024)
                .setMaxInitialLineLength(2 * 1024)
                .setHandle100ContinueAutomatically(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false);
        return vertx.createHttpServer(http)
                .requestHandler(router(vertx, peer, options))
                .listen()
                .map(server -> new ApiServer(server, options.host()));
    }

    /** Where it is served: {@code http://host:port}. */
    public String url() {
        return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + server.actualPort();
    }

    public Future<Void> close() {
        return server.close();
    }

    private static Router router(Vertx vertx, PeerAccess peer, ApiOptions options) {
        Gate gate = new Gate(vertx, options);
        Queries queries = new Queries(peer);
        Router router = Router.router(vertx);
        router.route().handler(gate::admit);
        router.get("/v1/status").handler(queries::status);
        router.get("/v1/network").handler(queries::spec);
        router.get("/v1/peers").handler(queries::peers);
        router.get("/v1/discovery").handler(queries::discovery);
        router.get("/v1/head").handler(queries::head);
        router.get("/v1/blocks").handler(queries::blocks);
        router.get("/v1/blocks/:ref").handler(queries::block);
        router.get("/v1/txs/:id").handler(queries::transaction);
        router.get("/v1/accounts/:address").handler(queries::account);
        router.get("/v1/accounts/:address/history").handler(queries::history);
        router.get("/v1/mempool").handler(queries::mempool);
        capsules(router, peer, new CapsuleMint(options.trackers()));
        router.get("/v1/events").handler(new EventStream(vertx, peer)::open);
        probes(router, peer);
        changes(router, gate, new Changes(peer));
        resource(router, "/openapi.yaml", "openapi.yaml", "application/yaml");
        resource(router, "/", "status.html", "text/html; charset=utf-8");
        router.errorHandler(
                404,
                context ->
                        Problem.notFound("see /openapi.yaml for what there is").answer(context));
        router.errorHandler(405, ApiServer::wrongMethod);
        router.errorHandler(
                413,
                context -> new Problem(413, "too-large", "Too large", "a body has at most " + BODY_BYTES_MAX + " bytes")
                        .answer(context));
        router.errorHandler(
                400, context -> Problem.badRequest("see /openapi.yaml").answer(context));
        return router;
    }

    private static void wrongMethod(RoutingContext context) {
        new Problem(405, "method", "Not with this method", "see /openapi.yaml for the methods of this path")
                .answer(context);
    }

    private static void changes(Router router, Gate gate, Changes changes) {
        router.post("/v1/*").handler(gate::admitChange);
        router.post("/v1/*").handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX));
        router.post("/v1/txs").handler(changes::submit);
        router.post("/v1/instructions/:name").handler(changes::instruct);
    }

    private static void capsules(Router router, PeerAccess peer, CapsuleMint mint) {
        router.get("/v1/capsule")
                .handler(context -> peer.ask(mint::capsule)
                        .onSuccess(capsule -> Queries.json(context, new JsonObject().put("capsule", capsule.text())))
                        .onFailure(error -> Queries.failed(context, error)));
        router.get("/v1/capsule/file")
                .handler(context -> peer.ask(mint::file)
                        .onSuccess(file -> context.response()
                                .putHeader("Content-Type", "application/octet-stream")
                                .end(Buffer.buffer(IdentityCodec.encode(file))))
                        .onFailure(error -> Queries.failed(context, error)));
    }

    /** Ready means: storage is fine and the chain is caught up. The tracker plays no part in it. */
    private static void probes(Router router, PeerAccess peer) {
        Metrics metrics = new Metrics(peer);
        router.get("/livez")
                .handler(context -> peer.ask(PeerView::node)
                        .onSuccess(node -> Queries.json(context, new JsonObject().put("status", "alive")))
                        .onFailure(error -> Queries.failed(context, error)));
        router.get("/readyz")
                .handler(context -> peer.ask(PeerView::sync)
                        .onSuccess(sync -> ready(context, peer, sync))
                        .onFailure(error -> Queries.failed(context, error)));
        router.get("/metrics")
                .handler(context -> metrics.scrape()
                        .onSuccess(text -> context.response()
                                .putHeader("Content-Type", "text/plain; version=0.0.4")
                                .end(text))
                        .onFailure(error -> Queries.failed(context, error)));
    }

    private static void ready(RoutingContext context, PeerAccess peer, PeerView.Sync sync) {
        if (!peer.vitals().isStorageFine()) {
            Problem.unavailable("the disk refuses to write").answer(context);
        } else if (!sync.isCaughtUp()) {
            Problem.unavailable("catching up: at height " + sync.height() + " of " + sync.target())
                    .answer(context);
        } else {
            Queries.json(context, new JsonObject().put("status", "ready"));
        }
    }

    private static void resource(Router router, String path, String name, String type) {
        Buffer content = read(name);
        router.get(path)
                .handler(context -> context.response()
                        .putHeader("Content-Type", type)
                        .putHeader(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:")
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .end(content));
    }

    private static Buffer read(String name) {
        try (InputStream stream = ApiServer.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is missing from the build");
            }
            return Buffer.buffer(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
