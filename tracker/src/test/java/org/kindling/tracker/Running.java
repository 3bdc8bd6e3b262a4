package org.kindling.tracker;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waits for what is under way, with patience that ends. */
public final class Running {
    /** On a busy machine a member of a cluster takes half a minute to start. */
    private static final long SECONDS_MAX = 90;

    private Running() {}

    /** What it comes to; the test fails if it fails. */
    public static <T> T now(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                .join();
    }
}
