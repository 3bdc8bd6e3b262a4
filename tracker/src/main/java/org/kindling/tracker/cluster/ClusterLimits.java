package org.kindling.tracker.cluster;

import org.kindling.protocol.Check;

/**
 * Every bound of what trackers of one cluster tell each other. What they keep of it is bounded by their directories.
 *
 * @param signedWaitingMax sightings of peers with a record that wait to be told; the oldest goes
 * @param bareWaitingMax the same of those known by address alone
 * @param batchBytesMax of one batch of sightings
 * @param signedBatchesMax batches that one member keeps in the cluster for whoever joins; the oldest goes
 * @param bareBatchesMax the same of those known by address alone
 * @param signedSeconds how long a batch is kept: longer than one interval, so that whoever is there is in one
 * @param bareSeconds the same of those known by address alone
 * @param queuedMax batches that were heard and wait to be read; of more a later look finds out
 * @param onTheWayMax batches that were told and of which Hazelcast has not said that they are kept; of more nothing is told
 */
public record ClusterLimits(
        int signedWaitingMax,
        int bareWaitingMax,
        int batchBytesMax,
        int signedBatchesMax,
        int bareBatchesMax,
        int signedSeconds,
        int bareSeconds,
        int queuedMax,
        int onTheWayMax) {
    private static final int BATCH_BYTES_MIN = 1_024;

    public ClusterLimits {
        Check.argument(signedWaitingMax >= 1 && bareWaitingMax >= 1, "room for no sighting");
        Check.argument(batchBytesMax >= BATCH_BYTES_MIN, "a batch of %s bytes has no room for a record", batchBytesMax);
        Check.argument(signedBatchesMax >= 1 && bareBatchesMax >= 1, "room for no batch");
        Check.argument(signedSeconds >= 1 && bareSeconds >= 1, "batches that nobody would find");
        Check.argument(queuedMax >= 1 && onTheWayMax >= 1, "nothing would get through");
    }

    /** How many batches there can be at a time: of every member, and of what it was before it started again. */
    int batchesMax() {
        return 2 * ClusterOptions.MEMBERS_MAX * (signedBatchesMax + bareBatchesMax);
    }

    /**
     * Enough for 50,000 leases and a million peers known by address alone, each told of once an interval: at most 96 MiB of each member's, twice
     * with the backup.
     */
    public static ClusterLimits standard() {
        return new ClusterLimits(5_000, 20_000, 16_384, 2_048, 4_096, 90, 1_200, 1_024, 256);
    }
}
