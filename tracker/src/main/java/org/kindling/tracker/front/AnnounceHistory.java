package org.kindling.tracker.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How many announces there were in each half minute of the last hour: a ring of counts. */
final class AnnounceHistory {
    static final int STEP_SECONDS = 30;
    static final int STEPS = 120;

    private static final long STEP_MILLIS = STEP_SECONDS * 1_000L;

    private final int[] counts = new int[STEPS];
    private long step = Long.MIN_VALUE;

    /** A clock that was set back counts where it was before. */
    void count(long nowMillis) {
        turn(nowMillis);
        counts[place(step)]++;
    }

    /** The oldest first; the last is the half minute that is not over. */
    List<Integer> counts(long nowMillis) {
        turn(nowMillis);
        List<Integer> ordered = new ArrayList<>(STEPS);
        for (int ago = STEPS - 1; ago >= 0; ago--) {
            ordered.add(counts[place(step - ago)]);
        }
        return ordered;
    }

    private void turn(long nowMillis) {
        long now = Math.floorDiv(nowMillis, STEP_MILLIS);
        if (now <= step) {
            return;
        }
        if (step == Long.MIN_VALUE || now - step >= STEPS) {
            Arrays.fill(counts, 0);
        } else {
            for (long passed = step + 1; passed <= now; passed++) {
                counts[place(passed)] = 0;
            }
        }
        step = now;
    }

    private static int place(long step) {
        return (int) Math.floorMod(step, (long) STEPS);
    }
}
