package org.kindling.tracker.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Reads one request's body, as long as it is neither too long nor too slow. Ends exactly once, unless the caller hangs up.
 *
 * <p>What comes after the end is let pass unread.
 */
final class BodyReader {
    private final Vertx vertx;
    private final HttpLimits.Requests limits;
    private final Buffer body = Buffer.buffer();
    private final Consumer<Buffer> whole;
    private final Consumer<Complaint> refused;
    private boolean isOver;

    private BodyReader(Vertx vertx, HttpLimits.Requests limits, Consumer<Buffer> whole, Consumer<Complaint> refused) {
        this.vertx = vertx;
        this.limits = limits;
        this.whole = whole;
        this.refused = refused;
    }

    /** Must be called in the handler that is given the request, before any of its body is delivered. */
    static void read(
            Vertx vertx,
            HttpServerRequest request,
            HttpLimits.Requests limits,
            Consumer<Buffer> whole,
            Consumer<Complaint> refused) {
        new BodyReader(vertx, limits, whole, refused).start(request);
    }

    private void start(HttpServerRequest request) {
        long timer = vertx.setTimer(limits.bodyMillisMax(), late -> end(() -> refused.accept(Complaint.TOO_SLOW)));
        request.handler(this::append);
        request.exceptionHandler(hungUp -> {
            vertx.cancelTimer(timer);
            isOver = true;
        });
        request.endHandler(end -> {
            vertx.cancelTimer(timer);
            end(() -> whole.accept(body));
        });
    }

    private void append(Buffer chunk) {
        if (isOver) {
            return;
        }
        if (body.length() + chunk.length() > limits.bodyBytesMax()) {
            end(() -> refused.accept(Complaint.TOO_LARGE));
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void end(Runnable outcome) {
        if (!isOver) {
            isOver = true;
            outcome.run();
        }
    }
}
