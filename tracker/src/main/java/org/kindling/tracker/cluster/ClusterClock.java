package org.kindling.tracker.cluster;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * This tracker's clock beside the one on which all members agree.
 *
 * <p>Rationale: when a peer was heard is told by the cluster's clock, so that a tracker whose own is wrong neither forgets the others' peers at once nor
 * lists them for ever.
 *
 * <p>How far they are apart is held to until it is off by seconds, and clocks that are seconds apart count as one. Rationale: a member takes the
 * cluster's time from the last message of the oldest one, however long that was on its way. If the distance followed, a farewell could seem to be older
 * than the announce before it.
 */
final class ClusterClock {
    /** Longer than a message takes in a cluster that is not falling apart; far shorter than a lease. */
    static final long SLACK_MILLIS = 5_000;

    private final InstantSource own;
    private final LongSupplier clusterMillis;
    private final AtomicLong aheadMillis = new AtomicLong();

    /** @param clusterMillis the time on which all members agree, as it is known here */
    ClusterClock(InstantSource own, LongSupplier clusterMillis) {
        this.own = own;
        this.clusterMillis = clusterMillis;
    }

    long millis() {
        return own.millis();
    }

    /** How far the cluster's is ahead of this one. From any thread. */
    long aheadMillis() {
        long seenMillis = clusterMillis.getAsLong() - own.millis();
        return aheadMillis.updateAndGet(held -> Math.abs(seenMillis - held) > SLACK_MILLIS ? seenMillis : held);
    }
}
