package org.kindling.tracker.admin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.ServedNetworks;
import org.kindling.tracker.directory.ServedNetworks.Choice;
import org.kindling.tracker.directory.Turnout;
import org.kindling.tracker.gate.Gate;
import org.kindling.tracker.gate.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /v1/networks} and {@code /v1/mode}: what is here, what is served. Every request needs the token, questions too.
 *
 * <p>Rationale: whoever knows the whole id of a network can announce in it, and nobody hears it from a tracker.
 *
 * <p>A change is kept first and made then, one after another. Rationale: what was answered must not be forgotten by a restart.
 */
final class AdminRoutes {
    /** Networks told one by one, besides those on the list. */
    private static final int RECENT_MAX = 1_000;

    private static final int BODY_BYTES_MAX = 1_024;
    private static final String OPEN = "open";
    private static final String WHITELIST = "whitelist";
    private static final Logger LOG = LoggerFactory.getLogger(AdminRoutes.class);

    private final Vertx vertx;
    private final Directory directory;
    private final InstantSource clock;
    private final ServedNetworks served;
    private final AdminOptions.Keeper keeper;
    private final Router router;
    private Future<Choice> lastChange = Future.succeededFuture();

    AdminRoutes(Vertx vertx, Directory directory, InstantSource clock, AdminOptions options) {
        this.vertx = vertx;
        this.directory = directory;
        this.clock = clock;
        this.served = options.served();
        this.keeper = options.keeper();
        this.router = Router.router(vertx);
        Gate gate = new Gate(vertx, options.names(), options.token(), options.tokenPlace());
        router.route().handler(gate::admit);
        router.route().handler(context -> {
            if (context.request().method().equals(HttpMethod.GET)) {
                gate.admitOwner(context);
            } else {
                gate.admitChange(context);
            }
        });
        router.get("/v1/networks").handler(this::list);
        router.put("/v1/networks/:id").handler(this::add);
        router.delete("/v1/networks/:id").handler(this::remove);
        router.delete("/v1/networks/:id/leases").handler(this::drop);
        router.put("/v1/mode")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES_MAX))
                .handler(this::mode);
        problems();
    }

    Router router() {
        return router;
    }

    private void list(RoutingContext context) {
        long nowMillis = clock.millis();
        Choice choice = served.choice();
        TreeSet<NetworkId> listed = new TreeSet<>(choice.listed());
        JsonArray networks = new JsonArray();
        listed.forEach(network -> networks.add(shape(directory.turnout(network, nowMillis), true)));
        directory.recentNetworks(RECENT_MAX, nowMillis).stream()
                .filter(network -> !listed.contains(network))
                .forEach(network -> networks.add(shape(directory.turnout(network, nowMillis), false)));
        int present = directory.census(0, nowMillis).networks();
        answer(context, shape(choice).put("present", present).put("networks", networks));
    }

    private void add(RoutingContext context) {
        network(context)
                .ifPresent(network -> change(context, before -> {
                    boolean isFull = before.listed().size() >= ServedNetworks.LISTED_MAX
                            && !before.listed().contains(network);
                    if (isFull) {
                        String detail =
                                "the list has " + ServedNetworks.LISTED_MAX + " networks, which is as many as it holds";
                        throw new Refused(new Problem(409, "list-full", "The list is full", detail));
                    }
                    return before.with(network);
                }));
    }

    private void remove(RoutingContext context) {
        network(context)
                .ifPresent(network -> change(context, before -> {
                    if (!before.listed().contains(network)) {
                        throw new Refused(Problem.notFound("this network is not on the list"));
                    }
                    return before.without(network);
                }));
    }

    private void drop(RoutingContext context) {
        network(context).ifPresent(network -> {
            Turnout before = directory.turnout(network, clock.millis());
            directory.drop(network);
            LOG.info("dropped network={} peers={} barePeers={}", network, before.peers(), before.barePeers());
            answer(
                    context,
                    new JsonObject()
                            .put("network", network.hex())
                            .put("droppedPeers", before.peers())
                            .put("droppedBarePeers", before.barePeers()));
        });
    }

    private void mode(RoutingContext context) {
        String mode = wantedMode(context);
        if (OPEN.equals(mode) || WHITELIST.equals(mode)) {
            change(context, before -> before.opened(OPEN.equals(mode)));
        } else {
            Problem.badRequest("send {\"mode\": \"open\"} or {\"mode\": \"whitelist\"}")
                    .answer(context);
        }
    }

    private static @Nullable String wantedMode(RoutingContext context) {
        try {
            JsonObject body = context.body().asJsonObject();
            return body == null ? null : body.getString("mode");
        } catch (DecodeException | ClassCastException notAsExpected) {
            return null;
        }
    }

    /** What is to be served instead, judged when those who asked before have had their turn. */
    private interface Edit {
        Choice of(Choice before) throws Refused;
    }

    /** Such a change is not to be made. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.detail());
            this.problem = problem;
        }
    }

    private void change(RoutingContext context, Edit edit) {
        lastChange = lastChange
                .transform(before -> edited(edit))
                .compose(this::keep)
                .onSuccess(choice -> {
                    served.choose(choice);
                    directory.dropUnserved();
                    LOG.info(
                            "serves mode={} listed={}",
                            mode(choice),
                            choice.listed().size());
                    answer(context, shape(choice));
                })
                .onFailure(cause -> fail(context, cause));
    }

    private Future<Choice> edited(Edit edit) {
        try {
            return Future.succeededFuture(edit.of(served.choice()));
        } catch (Refused refused) {
            return Future.failedFuture(refused);
        }
    }

    private Future<Choice> keep(Choice choice) {
        return vertx.executeBlocking(() -> {
            keeper.keep(choice);
            return choice;
        });
    }

    private static void fail(RoutingContext context, @Nullable Throwable cause) {
        if (cause instanceof Refused refused) {
            refused.problem.answer(context);
            return;
        }
        if (cause instanceof IOException) {
            new Problem(503, "not-kept", "The change could not be kept", "nothing has changed: " + cause.getMessage())
                    .answer(context);
            return;
        }
        LOG.error("could not answer {}", context.request().method(), cause);
        new Problem(500, "internal", "A bug of ours", "the tracker's log says what went wrong").answer(context);
    }

    /** The network that the path names; answers if it names none. */
    private static Optional<NetworkId> network(RoutingContext context) {
        try {
            return Optional.of(new NetworkId(Hash.fromHex(context.pathParam("id"))));
        } catch (IllegalArgumentException malformed) {
            Problem.badRequest("a network id has 64 hexadecimal digits").answer(context);
            return Optional.empty();
        }
    }

    private static JsonObject shape(Choice choice) {
        return new JsonObject()
                .put("mode", mode(choice))
                .put("listed", choice.listed().size());
    }

    private static String mode(Choice choice) {
        return choice.isOpen() ? OPEN : WHITELIST;
    }

    private static JsonObject shape(Turnout turnout, boolean isListed) {
        return new JsonObject()
                .put("network", turnout.network().hex())
                .put("isListed", isListed)
                .put("peers", turnout.peers())
                .put("vettedPeers", turnout.vettedPeers())
                .put("barePeers", turnout.barePeers())
                .put("announces", turnout.announces());
    }

    private static void answer(RoutingContext context, JsonObject body) {
        context.response().putHeader("Content-Type", "application/json").end(body.toBuffer());
    }

    private void problems() {
        router.errorHandler(
                404,
                context ->
                        Problem.notFound("there are /v1/networks and /v1/mode").answer(context));
        router.errorHandler(
                405,
                context -> new Problem(405, "method", "Not with this method", "see the page on trackers for methods")
                        .answer(context));
        router.errorHandler(
                413,
                context -> new Problem(413, "too-large", "Too large", "a body has at most " + BODY_BYTES_MAX + " bytes")
                        .answer(context));
        router.errorHandler(
                400, context -> Problem.badRequest("see the page on trackers").answer(context));
        router.errorHandler(500, context -> fail(context, context.failure()));
    }
}
