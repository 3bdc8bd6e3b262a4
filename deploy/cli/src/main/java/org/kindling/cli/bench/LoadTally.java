package org.kindling.cli.bench;

import java.util.Arrays;

/** What became of requests, and how long the answered ones took, to a microsecond up to a second. Used by one thread. */
final class LoadTally {
    private static final int MICROS_MAX = 1_000_000;

    private final int[] micros = new int[MICROS_MAX + 1];
    private int answered;
    private int refused;
    private int lost;
    private long answerBytes;

    /** @param bytes of the answer, without what HTTP puts before it */
    void answered(long tookNanos, int bytes) {
        answered++;
        answerBytes += bytes;
        micros[(int) Math.min(Math.max(tookNanos, 0) / 1_000, MICROS_MAX)]++;
    }

    /** Answered, but not with peers. */
    void refused() {
        refused++;
    }

    /** Not answered in time, or the connection broke. */
    void lost() {
        lost++;
    }

    int answers() {
        return answered;
    }

    int refusals() {
        return refused;
    }

    int losses() {
        return lost;
    }

    /** On average; 0 if nothing was answered. */
    double answerBytes() {
        return answered == 0 ? 0 : (double) answerBytes / answered;
    }

    /** So long at most took this share of those that were answered; 0 if none was. */
    int microsAt(double share) {
        long left = (long) Math.ceil(share * answered);
        for (int i = 0; i < micros.length; i++) {
            left -= micros[i];
            if (left <= 0) {
                return i;
            }
        }
        return MICROS_MAX;
    }

    void clear() {
        answered = 0;
        refused = 0;
        lost = 0;
        answerBytes = 0;
        Arrays.fill(micros, 0);
    }
}
