package org.kindling.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
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

    /**
     * Returns when nothing is missing, or at once if nobody asked to wait.
     *
     * @param lack what is missing still, in words; empty when nothing is
     */
    void until(String what, Supplier<Optional<String>> lack) {
        if (isWaiting) {
            until(what, Duration.ofSeconds(timeoutSeconds), lack);
        }
    }

    /** Returns when it is so. */
    static void until(String what, Duration limit, BooleanSupplier isSo) {
        until(what, limit, () -> isSo.getAsBoolean() ? Optional.empty() : Optional.of(""));
    }

    /** Asks again and again; a peer that does not answer yet counts as lacking whatever it says. */
    private static void until(String what, Duration limit, Supplier<Optional<String>> lack) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Optional<String> missing = now(lack); missing.isPresent(); missing = now(lack)) {
            if (System.nanoTime() >= deadline) {
                String words = missing.get().isEmpty() ? "" : ": " + missing.get();
                throw new CommandFailed(
                        ExitCode.NOT_READY, "waited " + limit.toSeconds() + " s in vain for " + what + words);
            }
            pause();
        }
    }

    /** What it comes to in this time, if to anything. */
    static <T> Optional<T> within(Duration limit, Supplier<Optional<T>> outcome) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<T> found = outcome.get();
        while (found.isEmpty() && System.nanoTime() < deadline) {
            pause();
            found = outcome.get();
        }
        return found;
    }

    private static Optional<String> now(Supplier<Optional<String>> lack) {
        try {
            return lack.get();
        } catch (CommandFailed e) {
            if (e.exitCode() == ExitCode.NOT_READY) {
                return Optional.of(String.valueOf(e.getMessage()));
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
