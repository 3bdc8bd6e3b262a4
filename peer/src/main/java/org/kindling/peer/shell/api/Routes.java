package org.kindling.peer.shell.api;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.tracker.gate.Callers;
import org.kindling.tracker.gate.Gate;
import org.kindling.tracker.gate.Problem;

/** Which request is answered by whom: the whole surface of the API on one screen. */
final class Routes {
    /** A transaction in Base64 and its JSON. */
    static final int BODY_BYTES_MAX = 128 * 1024;

    private final Router router;
    private final PeerAccess peer;
    private final Gate gate;
    private final Metrics metrics;
    private final EventStream events;

    /** @param home the event loop on which requests arrive */
    Routes(Vertx vertx, Context home, PeerAccess peer, ApiOptions options, Callers callers) {
        this.router = Router.router(vertx);
        this.peer = peer;
        this.gate =
                new Gate(vertx, options.names(), options.token(), "the file api.token in the peer's data directory");
        this.metrics = new Metrics(peer);
        this.events = new EventStream(vertx, peer, home, callers::listens);
        router.route().handler(gate::admit);
        queries(new Queries(peer));
        capsules(new CapsuleMint());
        changes(new Changes(peer), new BanRoutes(peer));
        probes();
        router.get("/v1/events").handler(events::open);
        router.get("/openapi.yaml").handler(Document.description()::answer);
        router.get("/").handler(Document.status()::answer);
        problems();
    }

    Router router() {
        return router;
    }

    EventStream events() {
        return events;
    }

    void close() {
        events.close();
        metrics.close();
    }

    private void queries(Queries queries) {
        router.get("/v1/status").handler(queries::status);
        router.get("/v1/network").handler(queries::network);
        router.get("/v1/peers").handler(queries::peers);
        router.get("/v1/discovery").handler(queries::discovery);
        router.get("/v1/head").handler(queries::head);
        router.get("/v1/blocks").handler(queries::blocks);
        router.get("/v1/blocks/:ref").handler(queries::block);
        router.get("/v1/txs/:id").handler(queries::transaction);
        router.get("/v1/accounts/:address").handler(queries::account);
        router.get("/v1/accounts/:address/history").handler(queries::history);
        router.get("/v1/mempool").handler(queries::mempool);
    }

    private void capsules(CapsuleMint mint) {
        router.get("/v1/capsule").handler(context -> Reply.with(context, peer.ask(mint::capsule), Shapes::capsule));
        router.get("/v1/capsule/file")
                .handler(context -> peer.ask(mint::file)
                        .onSuccess(file -> context.response()
                                .putHeader("Content-Type", "application/octet-stream")
                                .end(Buffer.buffer(IdentityCodec.encode(file))))
                        .onFailure(error -> Reply.failure(context, error)));
    }

    private void changes(Changes changes, BanRoutes bans) {
        BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX);
        router.post("/v1/txs").handler(gate::admitChange);
        router.post("/v1/txs").handler(body).handler(changes::submit);
        router.post("/v1/instructions/:name").handler(gate::admitChange);
        router.post("/v1/instructions/:name").handler(body).handler(changes::instruct);
        router.get("/v1/bans").handler(bans::list);
        router.post("/v1/bans").handler(gate::admitChange);
        router.post("/v1/bans").handler(body).handler(bans::ban);
        router.delete("/v1/bans/:whom").handler(gate::admitChange);
        router.delete("/v1/bans/:whom").handler(bans::lift);
    }

    /**
     * Ready means: storage is fine, the chain is caught up, and whoever knows others has a link. The tracker plays no part in it.
     *
     * <p>Rationale: a peer that is cut off believes itself caught up; what is sent through it may be void when it meets the others. The first
     * peer of a network knows nobody, and is ready.
     */
    private void probes() {
        router.get("/livez").handler(context -> Reply.with(context, peer.ask(PeerView::node), node -> status("alive")));
        router.get("/readyz").handler(context -> Reply.with(context, peer.ask(Company::of), this::ready));
        router.get("/metrics")
                .handler(context -> metrics.scrape()
                        .onSuccess(text -> Reply.end(context, 200, "text/plain; version=0.0.4; charset=utf-8", text))
                        .onFailure(error -> Reply.failure(context, error)));
    }

    private record Company(PeerView.Sync sync, int links, int known) {
        static Company of(PeerView view) {
            return new Company(
                    view.sync(), view.links().size(), view.neighbourhood().known());
        }
    }

    private JsonObject ready(Company company) {
        PeerView.Sync sync = company.sync();
        if (!peer.vitals().isStorageFine()) {
            throw new Refusal(Problem.unavailable("the disk refuses to write; see the peer's log"));
        }
        if (!sync.isCaughtUp()) {
            String detail = "catching up: at height " + sync.height() + " of " + sync.target();
            throw new Refusal(Problem.unavailable(detail));
        }
        if (company.links() == 0 && company.known() > 0) {
            String detail =
                    "alone: none of " + company.known() + " known peers is linked; /v1/discovery says what is tried";
            throw new Refusal(Problem.unavailable(detail));
        }
        return status("ready");
    }

    private static JsonObject status(String word) {
        return new JsonObject().put("status", word);
    }

    private void problems() {
        router.errorHandler(
                404,
                context ->
                        Problem.notFound("see /openapi.yaml for what there is").answer(context));
        router.errorHandler(405, Routes::wrongMethod);
        router.errorHandler(
                413,
                context -> new Problem(413, "too-large", "Too large", "a body has at most " + BODY_BYTES_MAX + " bytes")
                        .answer(context));
        router.errorHandler(
                400, context -> Problem.badRequest("see /openapi.yaml").answer(context));
        router.errorHandler(500, context -> Reply.failure(context, context.failure()));
    }

    private static String methods(String path) {
        if (path.equals("/v1/bans")) {
            return "GET, POST";
        }
        if (path.startsWith("/v1/bans/")) {
            return "DELETE";
        }
        return path.equals("/v1/txs") || path.startsWith("/v1/instructions/") ? "POST" : "GET";
    }

    private static void wrongMethod(RoutingContext context) {
        context.response().putHeader("Allow", methods(context.normalizedPath()));
        new Problem(405, "method", "Not with this method", "see /openapi.yaml for the methods of this path")
                .answer(context);
    }
}
