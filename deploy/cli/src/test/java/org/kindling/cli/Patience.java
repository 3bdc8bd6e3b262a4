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
        usual().until(what, condition);
    }

    static Deadline usual() {
        return within(LIMIT);
    }

    /** From now on, for whatever is promised until then. */
    static Deadline within(Duration limit) {
        return new Deadline(limit, System.nanoTime() + limit.toNanos());
    }

    /** When patience ends. */
    record Deadline(Duration limit, long atNanos) {
        void until(String what, Condition condition) throws Exception {
            while (!condition.holds()) {
                if (System.nanoTime() - atNanos > 0) {
                    fail("waited %s s in vain until %s", limit.toSeconds(), what);
                }
                pause();
            }
        }
    }

    private static void pause() throws InterruptedException {
        boolean isOver = new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (isOver) {
            fail("nobody counts this latch down");
        }
    }
}
