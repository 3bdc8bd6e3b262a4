package org.kindling.protocol.bittorrent;

import org.kindling.protocol.Check;

/**
 * How far a download is, as the peer tells it; nobody can check it.
 *
 * @param uploadedBytes since it started, or {@link #UNSAID}
 * @param downloadedBytes since it started, or {@link #UNSAID}
 * @param leftBytes to have all of it, 0 for a seeder, or {@link #UNSAID}
 */
public record SwarmProgress(long uploadedBytes, long downloadedBytes, long leftBytes) {
    /** Of whoever does not tell; in a datagram the highest number there is. */
    public static final long UNSAID = -1;

    /**
     * What our peers tell: one byte left, for ever.
     *
     * <p>Rationale: a ledger is never complete; and many trackers name no seeders to seeders, so that a network of seeders would never meet.
     */
    public static final SwarmProgress NEVER_DONE = new SwarmProgress(0, 0, 1);

    public SwarmProgress {
        Check.argument(
                uploadedBytes >= UNSAID && downloadedBytes >= UNSAID && leftBytes >= UNSAID,
                "a progress of %s, %s, %s bytes",
                uploadedBytes,
                downloadedBytes,
                leftBytes);
    }

    /** Whether the peer has all of it. */
    public boolean isSeeder() {
        return leftBytes == 0;
    }
}
