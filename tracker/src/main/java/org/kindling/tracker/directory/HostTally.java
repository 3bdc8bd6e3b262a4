package org.kindling.tracker.directory;

/**
 * How many of a million peers each of as many addresses has: numbers in two arrays, found by open addressing (linear probing).
 *
 * <p>The hash is keyed by chance. Rationale: who can choose addresses must not be able to choose where they end up.
 *
 * <p>No key is zero, which marks an empty place.
 */
final class HostTally {
    private static final int PLACES_MIN = 16;

    private final long seed;
    private long[] keys = new long[PLACES_MIN];
    private int[] counts = new int[PLACES_MIN];
    private int size;

    HostTally(long seed) {
        this.seed = seed;
    }

    int count(long key) {
        return counts[place(key)];
    }

    /** How many keys are counted; none is kept without a count. */
    int size() {
        return size;
    }

    void add(long key) {
        int place = place(key);
        if (keys[place] == 0) {
            if (4L * (size + 1) > 3L * keys.length) {
                grow();
                place = place(key);
            }
            keys[place] = key;
            size++;
        }
        counts[place]++;
    }

    void remove(long key) {
        int place = place(key);
        if (counts[place] > 1) {
            counts[place]--;
        } else if (counts[place] == 1) {
            size--;
            close(place);
        }
    }

    /** Moves back what stands behind a gap only because its own place was taken (Knuth, vol. 3, §6.4, algorithm R). */
    private void close(int freed) {
        int gap = freed;
        int mask = keys.length - 1;
        for (int place = (gap + 1) & mask; keys[place] != 0; place = (place + 1) & mask) {
            int fromHome = (place - home(keys[place])) & mask;
            int fromGap = (place - gap) & mask;
            if (fromHome >= fromGap) {
                keys[gap] = keys[place];
                counts[gap] = counts[place];
                gap = place;
            }
        }
        keys[gap] = 0;
        counts[gap] = 0;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new long[2 * oldKeys.length];
        counts = new int[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                counts[place] = oldCounts[i];
            }
        }
    }

    /** Where the key is, or would be. */
    private int place(long key) {
        int place = home(key);
        while (keys[place] != key && keys[place] != 0) {
            place = (place + 1) & (keys.length - 1);
        }
        return place;
    }

    private int home(long key) {
        return (int) Mix.of(seed ^ key) & (keys.length - 1);
    }
}
