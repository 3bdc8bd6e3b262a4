package org.kindling.tracker.gate;

/**
 * When wrong guesses of the token are answered: one after another, each after a longer pause than the one before. One thread.
 *
 * <p>One after another. Rationale: who guesses on many connections at once must not be faster than who guesses on one.
 * <p>Few wait. Rationale: each holds a connection; what comes on top of them is sent away unexamined.
 */
public final class WrongGuesses {
    static final long DELAY_MILLIS_MIN = 250;
    static final long DELAY_MILLIS_MAX = 8_000;
    /** So few that the last one is answered, after 48 s, before its connection counts as idle ({@link Callers.Limits#standard}). */
    public static final int WAITING_MAX = 6;

    private long delayMillis = DELAY_MILLIS_MIN;
    private long freeAtMillis = Long.MIN_VALUE;
    private int waiting;

    boolean isFull() {
        return waiting >= WAITING_MAX;
    }

    /**
     * One more wrong guess.
     *
     * @param nowMillis of any clock that only moves forward
     * @return after how many milliseconds it may be answered
     */
    long add(long nowMillis) {
        waiting++;
        freeAtMillis = Math.max(freeAtMillis, nowMillis) + delayMillis;
        delayMillis = Math.min(DELAY_MILLIS_MAX, delayMillis * 2);
        return freeAtMillis - nowMillis;
    }

    void answered() {
        waiting--;
    }

    /** Somebody knew the token. */
    void forgive() {
        delayMillis = DELAY_MILLIS_MIN;
    }
}
