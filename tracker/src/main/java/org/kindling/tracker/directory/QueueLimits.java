package org.kindling.tracker.directory;

import org.kindling.protocol.Check;

/**
 * How long newcomers wait when a directory is crowded.
 *
 * @param freePercent while no more of the room than this is taken nobody waits
 * @param waitMillisMax the longest that anybody waits; 0 if nobody ever does
 * @param windowMillis how late whoever has waited may come. Rationale: who collects tickets must not be able to use them all at one moment
 */
public record QueueLimits(int freePercent, long waitMillisMax, long windowMillis) {
    public QueueLimits {
        Check.argument(freePercent >= 0 && freePercent < 100, "%s of 100 are free", freePercent);
        Check.argument(waitMillisMax >= 0 && windowMillis >= 0, "nobody waits for less than nothing");
    }

    /** From half full on; a quarter of an hour at most (TopDisc's own unit, the life of an advertisement); three minutes to come back, the life of a lease. */
    public static QueueLimits standard() {
        return new QueueLimits(50, 900_000, 180_000);
    }

    /** Nobody waits. */
    public static QueueLimits none() {
        return new QueueLimits(0, 0, 0);
    }
}
