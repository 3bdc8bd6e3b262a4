package org.kindling.tracker.cluster;

import java.time.InstantSource;

/**
 * This tracker's clock beside the one on which all members agree.
 *
 * <p>Rationale: when a peer was heard is told by the cluster's clock, so that a tracker whose own is wrong neither forgets the others' peers at once nor
 * lists them for ever.
 */
record ClusterClock(InstantSource own, Member member) {
    long millis() {
        return own.millis();
    }

    /** How far the cluster's is ahead of this one. */
    long aheadMillis() {
        return member.clusterMillis() - own.millis();
    }
}
