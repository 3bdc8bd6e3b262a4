package org.kindling.protocol.announce;

import org.kindling.protocol.Check;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * A peer's word to a tracker: here I am, whom else do you know? (BEP 3's announce, carrying a signed record.)
 *
 * @param want how many peers the answer may hold, 0 to {@link #WANT_MAX}
 */
public record Announce(NetworkId network, PeerRecord record, Occasion occasion, int want) {
    public static final int WANT_MAX = 50;

    /** Why the peer announces. */
    public enum Occasion {
        STARTED,
        REGULAR,
        STOPPED
    }

    public Announce {
        Check.argument(want >= 0 && want <= WANT_MAX, "want %s is outside 0..%s", want, WANT_MAX);
    }
}
