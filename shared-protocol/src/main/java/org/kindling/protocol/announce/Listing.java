package org.kindling.protocol.announce;

import org.kindling.protocol.Check;
import org.kindling.protocol.identity.PeerRecord;

/**
 * One peer that a tracker names, and what it claims to know of it.
 *
 * @param announcedSecondsAgo how long ago the tracker last heard from it; {@link #SECONDS_MAX} stands for anything longer
 * @param isReached whether somebody answered when the tracker itself called there
 */
public record Listing(PeerRecord record, int announcedSecondsAgo, boolean isReached) {
    /** The largest number of seconds that can be said. */
    public static final int SECONDS_MAX = 0x7fff;

    public Listing {
        Check.argument(
                announcedSecondsAgo >= 0 && announcedSecondsAgo <= SECONDS_MAX,
                "%s seconds are outside 0..%s",
                announcedSecondsAgo,
                SECONDS_MAX);
    }

    private static final int REACHED = 0x8000;

    /** The claim in 16 bits: the highest says reached, the others count seconds. */
    int claim() {
        return announcedSecondsAgo | (isReached ? REACHED : 0);
    }

    static Listing of(PeerRecord record, int claim) {
        return new Listing(record, claim & SECONDS_MAX, (claim & REACHED) != 0);
    }
}
