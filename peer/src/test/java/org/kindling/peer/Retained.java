package org.kindling.peer;

import java.lang.ref.Reference;
import java.util.function.Supplier;

/** How much memory something holds once all that was needed to make it is swept away. */
public final class Retained {
    private static final int SWEEPS = 4;

    private Retained() {}

    /** Bytes by which the heap is fuller while this is held. */
    public static long bytes(Supplier<?> maker) {
        long before = used();
        Object held = maker.get();
        try {
            return used() - before;
        } finally {
            Reference.reachabilityFence(held);
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < SWEEPS; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
