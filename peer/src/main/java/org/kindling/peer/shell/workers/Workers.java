package org.kindling.peer.shell.workers;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Outcome;
import org.kindling.peer.boundary.Work;
import org.kindling.protocol.crypto.SignatureRule;

/**
 * The threads that all peers of one process share: as many as there are cores for what somebody waits for, one of the lowest priority for
 * mining, some for disks, one for snapshots.
 *
 * <p>Queues have no bound here. Rationale: every peer bounds what it has computed or written at once, and dropping any of it would leave
 * it waiting for ever.
 */
public final class Workers implements AutoCloseable {
    private static final int DISK_THREADS_MAX = 16;
    private static final long IDLE_SECONDS = 30;

    private final ExecutorService urgent;
    private final ExecutorService patient;
    private final ExecutorService disks;
    private final ExecutorService background;

    private Workers(int cores) {
        urgent = pool("kindling-worker", cores, Thread.NORM_PRIORITY);
        patient = pool("kindling-miner", 1, Thread.MIN_PRIORITY);
        disks = pool("kindling-disk", DISK_THREADS_MAX, Thread.NORM_PRIORITY);
        background = pool("kindling-background", 1, Thread.MIN_PRIORITY);
    }

    /** One thread for each core this process may use. */
    public static Workers ofCores() {
        return new Workers(Runtime.getRuntime().availableProcessors());
    }

    private static ExecutorService pool(String name, int threads, int priority) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name, priority));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @SuppressWarnings("ThreadPriorityCheck") // a wish, on which nothing but courtesy depends
    private static ThreadFactory named(String name, int priority) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = Executors.defaultThreadFactory().newThread(task);
            thread.setName(name + "-" + count.incrementAndGet());
            thread.setPriority(priority);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** @param done hears the outcome or what the work threw, exactly one of them, on a worker's thread */
    public void compute(Work work, BiConsumer<@Nullable Outcome, @Nullable Throwable> done) {
        ExecutorService pool = work.isUrgent() ? urgent : patient;
        pool.execute(() -> {
            Outcome outcome;
            try {
                outcome = work.run(SignatureRule.best());
            } catch (RuntimeException | Error bug) {
                done.accept(null, bug);
                return;
            }
            done.accept(outcome, null);
        });
    }

    /** For short arithmetic that somebody waits for. */
    public Executor urgent() {
        return urgent;
    }

    /** For what blocks on a disk. */
    public Executor disks() {
        return disks;
    }

    /** For what nobody waits for, one after the other. */
    public Executor background() {
        return background;
    }

    /** What was begun is finished; nothing new is taken. */
    @Override
    public void close() {
        urgent.shutdown();
        patient.shutdown();
        disks.shutdown();
        background.shutdown();
    }
}
