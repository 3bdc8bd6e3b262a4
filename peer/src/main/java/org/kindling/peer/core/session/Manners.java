package org.kindling.peer.core.session;

import org.kindling.protocol.Fault;

/**
 * Points for bad manners, which are forgotten with time: one point a second.
 *
 * <p>Rationale: each rude thing has an innocent explanation once in a while (an answer that crossed our time-out, a promise broken by a
 * restart), so one costs nothing; what no innocent peer does is to go on. A late answer or a broken promise therefore weighs little,
 * a message over the rate least of all: that message was dropped already.
 */
final class Manners {
    private static final double FORGOTTEN_PER_MILLI = 0.001;

    private double points;
    private long countedAtMillis;

    Manners(long nowMillis) {
        this.countedAtMillis = nowMillis;
    }

    /** @return the points that remain after this fault is counted */
    double blame(Fault fault, long nowMillis) {
        double forgotten = (nowMillis - countedAtMillis) * FORGOTTEN_PER_MILLI;
        points = Math.max(0, points - forgotten) + weight(fault);
        countedAtMillis = nowMillis;
        return points;
    }

    private static int weight(Fault fault) {
        return switch (fault) {
            case TOO_FAST -> 1;
            case UNASKED, BROKEN_PROMISE -> 2;
            default -> 10;
        };
    }
}
