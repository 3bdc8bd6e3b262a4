package org.kindling.tracker;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks again and again until something is so; long enough for a busy machine, and no longer than needed. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final long LOOK_MILLIS = 50;

    private Patience() {}

    /** Something that may fail while things are not ready yet. */
    @FunctionalInterface
    public interface Condition<X extends Exception> {
        /** Whether it is so now. */
        boolean holds() throws X;
    }

    /** Waits until it holds. */
    public static <X extends Exception> void until(String what, Condition<X> condition) throws X {
        usual().until(what, condition);
    }

    /** As long as a busy machine may take for anything. */
    public static Deadline usual() {
        return within(LIMIT);
    }

    /** From now on, for whatever is promised until then. */
    public static Deadline within(Duration limit) {
        return new Deadline(limit, System.nanoTime() + limit.toNanos());
    }

    /** When patience ends. */
    public record Deadline(Duration limit, long atNanos) {
        /** Waits until it holds. */
        public <X extends Exception> void until(String what, Condition<X> condition) throws X {
            while (!condition.holds()) {
                if (System.nanoTime() - atNanos > 0) {
                    fail("waited %s s in vain until %s", limit.toSeconds(), what);
                }
                pause();
            }
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
