package org.kindling.tracker.directory;

import org.kindling.protocol.identity.PeerRecord;

/**
 * What one directory tells another of a peer that announced itself with a record.
 *
 * @param record truly signed; nobody checks that here
 * @param seen where the announce came from
 * @param atMillis when, Unix time
 */
public record Sighting(PeerRecord record, SeenHost seen, Presence presence, long atMillis) {
    /** What became of the peer. */
    public enum Presence {
        /** It is there. */
        LISTED,
        /** It is there, and answered when it was dialled. */
        VETTED,
        /** It took leave. */
        LEFT
    }

    /** The same by a clock that is so much ahead. */
    public Sighting later(long millis) {
        return new Sighting(record, seen, presence, atMillis + millis);
    }
}
