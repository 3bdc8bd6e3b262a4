package org.kindling.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/** {@code --wait} and {@code --timeout}: until something is so, instead of sleeping and hoping. */
final class WaitOption {
    private static final long POLL_MILLIS = 200;
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    @Option(names = "--wait", description = "wait until what the command tells of has come about")
    private boolean isWaiting;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            converter = Count.Seconds.class,
            description = "with --wait: how long at most (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    boolean isWanted() {
        return isWaiting;
    }

    /** Returns when it is so, or at once if nobody asked to wait. */
    void until(String what, BooleanSupplier isSo) {
        if (isWaiting) {
            until(what, Duration.ofSeconds(timeoutSeconds), isSo);
        }
    }

    /** Asks again and again; a peer that does not answer yet counts as not so. */
    static void until(String what, Duration limit, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds(isSo)) {
            if (System.nanoTime() >= deadline) {
                throw new CommandFailed(
                        ExitCode.NOT_READY, "waited " + limit.toSeconds() + " s for " + what + " in vain");
            }
            pause();
        }
    }

    private static boolean holds(BooleanSupplier isSo) {
        try {
            return isSo.getAsBoolean();
        } catch (CommandFailed e) {
            if (e.exitCode() == ExitCode.NOT_READY) {
                return false;
            }
            throw e;
        }
    }

    private static void pause() {
        try {
            NEVER.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.NOT_READY, "interrupted while waiting", e);
        }
    }
}
