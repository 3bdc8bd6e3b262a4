package org.kindling.tracker;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Looks again and again until something is so; long enough for a busy machine, and no longer than needed. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final long LOOK_MILLIS = 50;

    private Patience() {}

    /** Waits until it holds. */
    public static void until(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("waited %s s in vain until %s", LIMIT.toSeconds(), what);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            if (new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                fail("nobody counts this latch down");
            }
        } catch (InterruptedException stop) {
            throw new AssertionError("interrupted", stop);
        }
    }
}
