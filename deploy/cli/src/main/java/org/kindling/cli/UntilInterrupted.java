package org.kindling.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a command alive until Ctrl-C or a polite kill, and the process until the command has put everything away. */
final class UntilInterrupted {
    private static final CountDownLatch ASKED = new CountDownLatch(1);
    private static final CountDownLatch PUT_AWAY = new CountDownLatch(1);

    private UntilInterrupted() {}

    /** From here on, Ctrl-C ends {@link #await} instead of the process. */
    static void prepare() {
        Runtime.getRuntime().addShutdownHook(new Thread(UntilInterrupted::interrupted, "ctrl-c"));
    }

    private static void interrupted() {
        ASKED.countDown();
        try {
            PUT_AWAY.await();
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

    /** Everything is closed; the process may go. */
    static void done() {
        PUT_AWAY.countDown();
    }

    /** Something that must not end has ended; {@link #await} returns. */
    static void stop() {
        ASKED.countDown();
    }
}
