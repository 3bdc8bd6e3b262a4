package org.kindling.peer.lab.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each kind of mishap really struck.
 *
 * <p>Rationale: a fault that never fired proves nothing, so every story asks here whether it did.
 */
public final class Tally {
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /** One more of these. */
    public void count(String mishap) {
        add(mishap, 1);
    }

    /** So many more of these. */
    public void add(String mishap, long times) {
        counts.merge(mishap, times, Long::sum);
    }

    /** How many of these there were. */
    public long of(String mishap) {
        return counts.getOrDefault(mishap, 0L);
    }

    /** All of them, in the order in which they first struck. */
    public Map<String, Long> all() {
        return new LinkedHashMap<>(counts);
    }
}
