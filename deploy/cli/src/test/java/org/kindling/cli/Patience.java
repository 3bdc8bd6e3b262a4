package org.kindling.cli;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again until something is so; long enough for a busy machine, and no longer than needed. */
final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final long LOOK_MILLIS = 50;

    private Patience() {}

    /** Something that may fail while things are not ready yet. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                fail("waited %s s in vain until %s", LIMIT.toSeconds(), what);
            }
            pause();
        }
    }

    private static void pause() throws InterruptedException {
        boolean isOver = new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (isOver) {
            fail("nobody counts this latch down");
        }
    }
}
