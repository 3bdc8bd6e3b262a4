package org.kindling.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a command alive until Ctrl-C or a polite kill, and the process until the command has put everything away. */
final class UntilInterrupted {
    private static final CountDownLatch ASKED = new CountDownLatch(1);
    private static final CountDownLatch PUT_AWAY = new CountDownLatch(1);
    private static volatile int exitCode;

    private UntilInterrupted() {}

    /** From here on, Ctrl-C ends {@link #await} instead of the process. */
    static void prepare() {
        prepare(() -> {});
    }

    /** @param breakOff for a command that is busy when somebody wants it to end; on another thread, and must not wait */
    static void prepare(Runnable breakOff) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(breakOff), "ctrl-c"));
    }

    /** The process leaves with what the command came to, not with the number of the signal. */
    private static void interrupted(Runnable breakOff) {
        if (PUT_AWAY.getCount() == 0) {
            return;
        }
        ASKED.countDown();
        breakOff.run();
        try {
            PUT_AWAY.await();
            Runtime.getRuntime().halt(exitCode);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when somebody wants the process to end. */
    static void await() {
        try {
            ASKED.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is closed; the process may go, with this exit code. */
    static void done(int code) {
        exitCode = code;
        PUT_AWAY.countDown();
    }

    /** Something that must not end has ended; {@link #await} returns. */
    static void stop() {
        ASKED.countDown();
    }
}
