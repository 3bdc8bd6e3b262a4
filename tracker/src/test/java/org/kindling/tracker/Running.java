package org.kindling.tracker;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waits for what is under way, with patience that ends. */
public final class Running {
    private Running() {}

    /** What it comes to; the test fails if it fails. */
    public static <T> T now(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
