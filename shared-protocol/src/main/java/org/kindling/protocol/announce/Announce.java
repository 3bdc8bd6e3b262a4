package org.kindling.protocol.announce;

import java.util.List;
import java.util.Locale;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * A peer's word to a tracker: here I am, whom else do you know? (BEP 3's announce, carrying a signed record.)
 *
 * @param want how many peers the answer may hold, 0 to {@link #WANT_MAX}
 * @param nonce {@link TrackerHead#NONCE_SIZE} bytes that the answer signs, so that it cannot be an old one
 * @param about nodes of which the answer says whether they are listed, at most {@link #ABOUT_MAX}
 * @param ticket what the tracker gave us when it told us to wait, at most {@link #TICKET_BYTES_MAX}; empty without one
 */
public record Announce(
        NetworkId network,
        PeerRecord record,
        Occasion occasion,
        int want,
        Bytes nonce,
        List<NodeId> about,
        Bytes ticket) {
    /** The nonce of whoever does not care whether an answer is new. */
    public static final Bytes NO_NONCE = Bytes.wrap(new byte[TrackerHead.NONCE_SIZE]);

    /** The most nodes that one announce asks about. */
    public static final int ABOUT_MAX = 16;

    /** The longest that a crowded tracker lets a newcomer wait for a place, in milliseconds: a quarter of an hour. */
    public static final long WAIT_MILLIS_MAX = 900_000;

    /** How late whoever has waited may come back, in milliseconds: three minutes, the life of a lease. */
    public static final long COME_BACK_MILLIS_MAX = 180_000;

    /** The longest ticket, in bytes; what is in it only the tracker knows. */
    public static final int TICKET_BYTES_MAX = 64;

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

    /** Of whoever asks about nobody, and does not care whether the answer is new. */
    public Announce(NetworkId network, PeerRecord record, Occasion occasion, int want) {
        this(network, record, occasion, want, NO_NONCE, List.of());
    }

    /** Of whoever was not told to wait. */
    public Announce(
            NetworkId network, PeerRecord record, Occasion occasion, int want, Bytes nonce, List<NodeId> about) {
        this(network, record, occasion, want, nonce, about, Bytes.EMPTY);
    }

    public Announce {
        about = List.copyOf(about);
        Check.argument(want >= 0 && want <= WANT_MAX, "want %s is outside 0..%s", want, WANT_MAX);
        Check.argument(
                nonce.size() == TrackerHead.NONCE_SIZE,
                "a nonce has %s bytes, not %s",
                TrackerHead.NONCE_SIZE,
                nonce.size());
        Check.argument(about.size() <= ABOUT_MAX, "asked about %s nodes, at most %s", about.size(), ABOUT_MAX);
        Check.argument(
                ticket.size() <= TICKET_BYTES_MAX, "a ticket of %s bytes, at most %s", ticket.size(), TICKET_BYTES_MAX);
    }

    /** The same with a ticket, from whoever has waited. */
    public Announce with(Bytes other) {
        return new Announce(network, record, occasion, want, nonce, about, other);
    }
}
