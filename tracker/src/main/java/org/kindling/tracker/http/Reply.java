package org.kindling.tracker.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceRefusal;
import org.kindling.tracker.front.TrackerMetrics;

/** Writes answers: nothing is cached, nothing is guessed at by a browser, nothing is offered to other sites' pages. */
final class Reply {
    private final TrackerMetrics metrics;

    Reply(TrackerMetrics metrics) {
        this.metrics = metrics;
    }

    Future<Void> json(HttpServerRequest request, Buffer json) {
        return send(request, AnnounceJson.MEDIA_TYPE, json);
    }

    Future<Void> send(HttpServerRequest request, String contentType, Buffer body) {
        return headed(request.response(), contentType).end(body);
    }

    Future<Void> refuse(HttpServerRequest request, Complaint complaint) {
        return refuse(request, Refusals.of(complaint));
    }

    /** Counted here, so that no refusal goes uncounted. */
    Future<Void> refuse(HttpServerRequest request, AnnounceRefusal refusal) {
        metrics.refused(refusal.reason());
        HttpServerResponse response = headed(request.response(), AnnounceJson.REFUSAL_MEDIA_TYPE);
        if (refusal.retryAfterMillis() > 0) {
            response.putHeader("Retry-After", Long.toString(wholeSeconds(refusal.retryAfterMillis())));
        }
        return response.setStatusCode(refusal.status()).end(Buffer.buffer(AnnounceJson.encode(refusal)));
    }

    /** Rounded up: whoever waits so long is not too early (RFC 9110 §10.2.3). */
    private static long wholeSeconds(long millis) {
        return Math.floorDiv(millis + 999, 1_000L);
    }

    private static HttpServerResponse headed(HttpServerResponse response, String contentType) {
        return response.putHeader("Content-Type", contentType)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
    }
}
