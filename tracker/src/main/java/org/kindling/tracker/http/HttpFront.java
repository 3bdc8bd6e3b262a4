package org.kindling.tracker.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.kindling.protocol.Printable;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.front.CallerAddress;
import org.kindling.tracker.front.TokenBuckets;
import org.kindling.tracker.front.TrackerMetrics;
import org.kindling.tracker.front.TrackerStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracker over HTTP/1.1.
 *
 * <p>Opened, used and closed on one Vert.x context, whose event loop also owns the directory; signatures are checked on
 * two worker threads. Answers to no other site's pages: there is no CORS, and an announce must be sent as JSON, which a page
 * may not do unasked. What BitTorrent clients ask with GET a page may ask too: it lists its reader's address, as a hint, and reads no answer.
 */
public final class HttpFront {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final Pattern READABLE_PATH = Pattern.compile("/[^%]*+(?:%[0-9A-Fa-f]{2}[^%]*+)*+");
    private static final int WORKERS = 2;
    private static final long SWEEPS_PER_IDLE_TIME = 4;

    private final Setting setting;
    private final HttpServer server;
    private final WorkerExecutor workers;
    private final ConnectionGate gate;
    private final TokenBuckets buckets;
    private final DialBack dialBack;
    private final StatusRoutes status;
    private final Reply reply;
    private final long sweepTimer;

    private HttpFront(Setting setting, Doorway doorway) {
        Vertx vertx = setting.vertx();
        HttpLimits limits = setting.limits();
        this.setting = setting;
        this.workers = vertx.createSharedWorkerExecutor("kindling-tracker-" + UUID.randomUUID(), WORKERS);
        this.gate = new ConnectionGate(setting);
        this.buckets = new TokenBuckets(limits.rate());
        this.dialBack = new DialBack(setting);
        this.status = new StatusRoutes(setting);
        this.reply = new Reply(setting.metrics());
        Router routes = routes();
        this.server = vertx.createHttpServer(options(limits.requests(), doorway))
                .connectionHandler(gate::opened)
                .invalidRequestHandler(this::refuseInvalid)
                .requestHandler(request -> receive(request, routes));
        long idleMillis = limits.requests().idleMillisMax();
        this.sweepTimer = vertx.setPeriodic(Math.max(1, idleMillis / SWEEPS_PER_IDLE_TIME), sweep -> gate.sweep());
    }

    /**
     * Begins to listen; fails if the address cannot be had.
     *
     * @param metrics with the {@link #complaints}
     */
    public static Future<HttpFront> open(
            Vertx vertx,
            Directory directory,
            TrackerMetrics metrics,
            HttpLimits limits,
            InstantSource clock,
            Doorway doorway) {
        HttpFront front = new HttpFront(new Setting(vertx, limits, directory, metrics, clock::millis), doorway);
        return front.server
                .listen(doorway.port(), doorway.host())
                .map(front)
                .recover(refused -> front.close().transform(closed -> Future.failedFuture(refused)));
    }

    /** The names of all reasons for which it turns requests away itself. */
    public static List<String> complaints() {
        return Arrays.stream(Complaint.values()).map(Complaint::slug).toList();
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** What has happened since it was opened. */
    public TrackerStats stats() {
        return status.stats();
    }

    /** Stops listening, hangs up, and lets go of everything it holds. */
    public Future<Void> close() {
        status.closing();
        setting.vertx().cancelTimer(sweepTimer);
        dialBack.close();
        return server.close().eventually(workers::close);
    }

    private static HttpServerOptions options(HttpLimits.Requests limits, Doorway doorway) {
        return new HttpServerOptions()
                .setUseProxyProtocol(doorway.isBehindFront())
                .setProxyProtocolTimeout(limits.bodyMillisMax())
                .setProxyProtocolTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize(limits.headerBytesMax())
                .setMaxInitialLineLength(limits.lineBytesMax())
                .setMaxChunkSize(limits.bodyBytesMax())
                .setDecompressionSupported(false)
                .setHttp2ClearTextEnabled(false);
    }

    private Router routes() {
        AnnounceRoute announces = new AnnounceRoute(setting, new AnnounceDesk(SignatureRule::best), workers, dialBack);
        SwarmRoutes swarms = new SwarmRoutes(setting);
        Router router = Router.router(setting.vertx());
        serve(router, HttpMethod.GET, "/livez", status::live);
        serve(router, HttpMethod.GET, "/readyz", status::ready);
        serve(router, HttpMethod.GET, "/announce", swarms::announce);
        serve(router, HttpMethod.GET, "/scrape", swarms::scrape);
        router.route().handler(this::limit);
        serve(router, HttpMethod.POST, "/v1/announce", announces::handle);
        serve(router, HttpMethod.GET, "/v1/networks", status::networks);
        serve(router, HttpMethod.GET, "/", status::page);
        serve(router, HttpMethod.GET, "/v1/activity", status::activity);
        serve(router, HttpMethod.GET, "/stats", status::stats);
        serve(router, HttpMethod.GET, "/metrics", status::metrics);
        router.route().handler(context -> reply.refuse(context.request(), Complaint.NOT_FOUND));
        router.route().failureHandler(this::fail);
        return router;
    }

    private void serve(Router router, HttpMethod method, String path, Handler<HttpServerRequest> handler) {
        String allowed = method.equals(HttpMethod.GET) ? "GET, HEAD, OPTIONS" : method.name() + ", OPTIONS";
        router.route(method, path).handler(context -> handler.handle(context.request()));
        if (method.equals(HttpMethod.GET)) {
            router.route(HttpMethod.HEAD, path).handler(context -> handler.handle(context.request()));
        }
        router.route(HttpMethod.OPTIONS, path)
                .handler(context -> context.response()
                        .putHeader("Allow", allowed)
                        .setStatusCode(204)
                        .end());
        router.route(path).handler(context -> {
            context.response().putHeader("Allow", allowed);
            reply.refuse(context.request(), Complaint.METHOD_NOT_ALLOWED);
        });
    }

    /** The router takes a path that it cannot decode for a mistake of ours. */
    private void receive(HttpServerRequest request, Router routes) {
        gate.heard(request.connection());
        String path = request.path();
        if (path != null && READABLE_PATH.matcher(path).matches()) {
            routes.handle(request);
        } else {
            reply.refuse(request, Complaint.MALFORMED);
        }
    }

    private void limit(RoutingContext context) {
        if (buckets.admits(CallerAddress.seen(context.request().remoteAddress()), setting.now())) {
            context.next();
        } else {
            reply.refuse(context.request(), Complaint.TOO_FAST);
        }
    }

    private void fail(RoutingContext context) {
        boolean isTheirs = context.statusCode() >= 400 && context.statusCode() < 500;
        if (!isTheirs) {
            String path = Printable.of(
                    context.normalizedPath(), setting.limits().requests().lineBytesMax());
            LOG.error("could not answer {} {}", context.request().method(), path, context.failure());
        }
        if (!context.response().ended()) {
            reply.refuse(context.request(), isTheirs ? Complaint.MALFORMED : Complaint.OUR_MISTAKE);
        }
    }

    private void refuseInvalid(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Complaint complaint = Complaint.MALFORMED;
        if (cause instanceof TooLongHttpLineException) {
            complaint = Complaint.LINE_TOO_LONG;
        } else if (cause instanceof TooLongHttpHeaderException) {
            complaint = Complaint.HEADERS_TOO_LARGE;
        }
        request.response().putHeader("Connection", "close");
        reply.refuse(request, complaint)
                .onComplete(written -> request.connection().close());
    }
}
