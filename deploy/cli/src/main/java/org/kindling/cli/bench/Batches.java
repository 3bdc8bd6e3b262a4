package org.kindling.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does the same thing for a while, several times, and counts.
 *
 * <p>The median counts, the extremes are told beside it. Rationale: other work on the machine only ever slows a batch down, and one
 * such batch must not decide.
 *
 * @param length of one batch
 * @param count batches that count; one more comes before them, for the compiler to warm up
 */
record Batches(Duration length, int count) {
    /** Something that can be repeated; the number says how many times it was done before on this thread. */
    @FunctionalInterface
    interface Deed {
        void once(int time);
    }

    /** How often a second it was done: median, least and most of the batches. */
    record Rate(double median, double min, double max) {
        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("median", Math.round(median))
                    .put("min", Math.round(min))
                    .put("max", Math.round(max));
        }
    }

    /** Measures this deed on so many threads at once. */
    Rate measure(int threads, Deed deed) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            batch(pool, threads, deed);
            List<Double> rates = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rates.add(batch(pool, threads, deed));
            }
            Collections.sort(rates);
            return new Rate(rates.get(count / 2), rates.get(0), rates.get(count - 1));
        } finally {
            pool.shutdownNow();
        }
    }

    private double batch(ExecutorService pool, int threads, Deed deed) {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> repeat(deed, end)));
        }
        long times = 0;
        for (Future<Integer> thread : running) {
            times += outcome(thread);
        }
        return times * 1e9 / (System.nanoTime() - start);
    }

    private static int repeat(Deed deed, long endNanos) {
        int times = 0;
        while (System.nanoTime() < endNanos) {
            deed.once(times++);
        }
        return times;
    }

    private static int outcome(Future<Integer> thread) {
        try {
            return thread.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("what was measured failed", e.getCause());
        }
    }
}
