package org.kindling.peer.lab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.kindling.protocol.Check;

/**
 * Virtual time: a clock that moves only from one planned occurrence to the next.
 *
 * <p>What is planned for the same moment happens in the order it was planned in. Rationale: without that, the order would be the
 * queue's whim, and no run could be repeated.
 */
final class Timeline {
    /** Farther away than this counts as never. */
    private static final Duration HORIZON = Duration.ofDays(36_500);

    private record Occurrence(long atNanos, long number, Runnable deed) implements Comparable<Occurrence> {
        @Override
        public int compareTo(Occurrence other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final Instant origin;
    private final PriorityQueue<Occurrence> planned = new PriorityQueue<>();
    private long nowNanos;
    private long plans;

    Timeline(Instant origin) {
        this.origin = origin;
    }

    /** Nanoseconds since the run began. */
    long nanos() {
        return nowNanos;
    }

    Instant now() {
        return origin.plusNanos(nowNanos);
    }

    /** Where a moment lies on this clock: never in the past, {@link Long#MAX_VALUE} for never. */
    long nanosAt(Instant moment) {
        Duration ahead = Duration.between(origin, moment);
        if (ahead.compareTo(HORIZON) > 0) {
            return Long.MAX_VALUE;
        }
        return Math.max(nowNanos, ahead.toNanos());
    }

    void at(long atNanos, Runnable deed) {
        Check.invariant(atNanos >= nowNanos, "planned for %s, but it is %s already", atNanos, nowNanos);
        planned.add(new Occurrence(atNanos, plans++, deed));
    }

    void after(long delayNanos, Runnable deed) {
        at(nowNanos + delayNanos, deed);
    }

    /** Lets everything happen up to and including this moment; the clock stands there afterwards. */
    void runTo(long untilNanos) {
        for (Occurrence next = planned.peek(); next != null && next.atNanos() <= untilNanos; next = planned.peek()) {
            planned.remove();
            nowNanos = next.atNanos();
            next.deed().run();
        }
        nowNanos = Math.max(nowNanos, untilNanos);
    }
}
