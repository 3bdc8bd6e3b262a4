package org.kindling.tracker;

/** How much of the heap is in use by what somebody still holds. */
public final class Heap {
    private static final int SWEEPS = 4;

    private Heap() {}

    /** In bytes, after a collection of garbage. */
    public static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < SWEEPS; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
