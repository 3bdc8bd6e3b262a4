package org.kindling.peer.core.consensus.pow;

import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.Check;

/**
 * How many hashes a slice tries and when the next one may begin, so that the average rate is never above the limit.
 *
 * <p>A rate of less than one hash a slice makes slices of one hash, further apart. Time is counted in microseconds: at a thousand hashes
 * a second a millisecond is a whole hash.
 */
final class Pace {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final long MICROS_PER_MILLI = 1_000;

    private final int hashesPerSlice;
    private final long microsPerSlice;
    private long nextMicros;

    Pace(Limits.Mining limits) {
        Check.argument(limits.hashesPerSecond() > 0, "mining at %s hashes a second", limits.hashesPerSecond());
        this.hashesPerSlice = (int) Math.max(1, limits.hashesPerSecond() * limits.sliceMillis() / 1_000);
        this.microsPerSlice = (long) Math.ceil(hashesPerSlice / limits.hashesPerSecond() * MICROS_PER_SECOND);
    }

    int hashesPerSlice() {
        return hashesPerSlice;
    }

    /** When the next slice may begin, Unix milliseconds. */
    long nextMillis() {
        return Math.floorDiv(nextMicros + MICROS_PER_MILLI - 1, MICROS_PER_MILLI);
    }

    /** A slice begins; a late one makes up for at most one slice. */
    void begin(long nowMillis) {
        nextMicros = Math.max(nextMicros + microsPerSlice, nowMillis * MICROS_PER_MILLI);
    }
}
