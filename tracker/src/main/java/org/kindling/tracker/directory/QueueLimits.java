package org.kindling.tracker.directory;

import org.kindling.protocol.Check;
import org.kindling.protocol.announce.Announce;

/**
 * How long newcomers wait when a directory is crowded.
 *
 * @param freePercent while no more of the room than this is taken nobody waits
 * @param waitMillisMax the longest that anybody waits, at most {@link Announce#WAIT_MILLIS_MAX}; 0 if nobody ever does
 * @param windowMillis how late whoever has waited may come. Rationale: who collects tickets must not be able to use them all at one moment
 */
public record QueueLimits(int freePercent, long waitMillisMax, long windowMillis) {
    public QueueLimits {
        Check.argument(freePercent >= 0 && freePercent < 100, "%s of 100 are free", freePercent);
        Check.argument(
                waitMillisMax >= 0 && waitMillisMax <= Announce.WAIT_MILLIS_MAX,
                "%s ms is longer than peers wait",
                waitMillisMax);
        Check.argument(windowMillis >= 0, "nobody comes back before the time is over");
    }

    /** From half full on; a quarter of an hour at most (TopDisc's own unit, the life of an advertisement); three minutes to come back, the life of a lease. */
    public static QueueLimits standard() {
        return new QueueLimits(50, Announce.WAIT_MILLIS_MAX, Announce.COME_BACK_MILLIS_MAX);
    }

    /** Nobody waits. */
    public static QueueLimits none() {
        return new QueueLimits(0, 0, 0);
    }
}
