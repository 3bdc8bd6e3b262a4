package org.kindling.protocol.announce;

import java.util.Locale;
import org.kindling.protocol.Check;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * A peer's word to a tracker: here I am, whom else do you know? (BEP 3's announce, carrying a signed record.)
 *
 * @param want how many peers the answer may hold, 0 to {@link #WANT_MAX}
 */
public record Announce(NetworkId network, PeerRecord record, Occasion occasion, int want) {
    /** The most peers an answer holds. */
    public static final int WANT_MAX = 50;

    /** How many peers whoever does not say how many gets. */
    public static final int WANT_USUAL = 32;

    /** Why the peer announces. */
    public enum Occasion {
        /** It has just come up; asked even if it was here a moment ago. */
        STARTED,
        /** The interval is over. */
        REGULAR,
        /** It is going away and asks to be taken off the list. */
        STOPPED;

        /** The name as it is written in an announce: lower case. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Announce {
        Check.argument(want >= 0 && want <= WANT_MAX, "want %s is outside 0..%s", want, WANT_MAX);
    }
}
