package org.kindling.peer.shell.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.shell.PeerBusy;
import org.kindling.peer.shell.PeerStopped;
import org.kindling.tracker.gate.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a question that was put to the peer becomes the answer to a request, whatever comes of it. */
final class Reply {
    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);
    private static final long PATIENCE_SECONDS = 5;

    private Reply() {}

    /**
     * Answers with what comes of it, and that the peer is busy if nothing does in time.
     *
     * @param shape turns it into JSON, here rather than on the peer's own thread
     */
    static <T> void with(RoutingContext context, Future<T> coming, Function<T, JsonObject> shape) {
        coming.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(shape)
                .onSuccess(body -> json(context, 200, body))
                .onFailure(error -> failure(context, error));
    }

    static void json(RoutingContext context, int status, JsonObject body) {
        end(context, status, "application/json", body.toString());
    }

    static void end(RoutingContext context, int status, String type, String body) {
        HttpServerResponse response = context.response();
        if (!response.headWritten() && !response.closed()) {
            response.setStatusCode(status).putHeader("Content-Type", type).end(body);
        }
    }

    /** The sender's fault, a peer that is busy or gone, or a bug of ours: only the last is logged. */
    static void failure(RoutingContext context, @Nullable Throwable error) {
        problem(context, error).answer(context);
    }

    private static Problem problem(RoutingContext context, @Nullable Throwable error) {
        if (error instanceof Refusal refusal) {
            return refusal.problem();
        }
        if (error instanceof TimeoutException) {
            return Problem.unavailable("the peer is too busy to answer; try again");
        }
        if (error instanceof PeerStopped || error instanceof PeerBusy) {
            return Problem.unavailable(String.valueOf(error.getMessage()));
        }
        LOG.error(
                "could not answer {} {}",
                context.request().method(),
                Problem.printable(context.request().path()),
                error);
        return new Problem(500, "internal", "A bug of ours", "the peer's log says what went wrong");
    }
}
