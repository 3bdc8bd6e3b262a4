package org.kindling.tracker.gate;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.kindling.protocol.Fault;
import org.kindling.protocol.Printable;

/**
 * An error as a client sees it (RFC 9457, {@code application/problem+json}).
 *
 * @param status HTTP status code
 * @param slug what kind of problem, for programs
 * @param detail what happened, to what, and what to do, for people
 */
public record Problem(int status, String slug, String title, String detail) {
    private static final int ECHO_CHARACTERS_MAX = 80;

    /** Nobody can read it. */
    public static Problem badRequest(String detail) {
        return new Problem(400, "bad-request", "The request cannot be understood", detail);
    }

    /** It names what is not here. */
    public static Problem notFound(String detail) {
        return new Problem(404, "not-found", "There is no such thing here", detail);
    }

    /** It breaks a rule. */
    public static Problem refused(Fault fault) {
        return new Problem(422, fault.slug(), "This is refused", fault.text());
    }

    /** It may succeed later. */
    public static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", "This cannot be done now", detail);
    }

    /** What a stranger wrote, fit to be repeated to them. */
    public static String printable(String text) {
        return Printable.of(text, ECHO_CHARACTERS_MAX);
    }

    /** Answers the request with it, unless something was answered already. */
    public void answer(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.closed()) {
            return;
        }
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("fault", slug);
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .end(body.toBuffer());
    }
}
