package org.kindling.protocol;

/**
 * Whole numbers from 0 to 2^53 − 1: what every JSON reader keeps exact (RFC 8259 §6) and what no sum of a few can overflow.
 *
 * <p>Heights, times, nonces and amounts are all of this kind. Rationale: a stranger's number near 2^63 turns harmless arithmetic, "this
 * plus one", into a negative one.
 */
public final class ExactNumber {
    /** The largest: 2^53 − 1. */
    public static final long MAX = (1L << 53) - 1;

    private ExactNumber() {}

    /**
     * Requires a number to be exact.
     *
     * @param what its name, for the message
     * @throws IllegalArgumentException if it is negative or above {@link #MAX}
     */
    public static void require(long value, String what) {
        Check.argument(value >= 0 && value <= MAX, "%s %s is outside 0..%s", what, value, MAX);
    }
}
