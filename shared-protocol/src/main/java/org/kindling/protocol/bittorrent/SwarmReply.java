package org.kindling.protocol.bittorrent;

import java.util.List;
import java.util.Optional;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.Printable;
import org.kindling.protocol.identity.IpAddress;

/**
 * What a BitTorrent tracker answers to an announce over HTTP (BEP 3).
 *
 * @param intervalSeconds when to announce again, at most {@link #INTERVAL_SECONDS_MAX}
 * @param minIntervalSeconds sooner than this is unwelcome; 0 if not said
 * @param peers at most {@link #PEERS_MAX}, IPv4 first. The asker itself may be among them: opentracker does that
 */
public record SwarmReply(
        int intervalSeconds, int minIntervalSeconds, SwarmCounts counts, List<SwarmPeer> peers, Notes notes) {
    /** A day. Longer is read as this. */
    public static final int INTERVAL_SECONDS_MAX = 24 * 60 * 60;

    /** The interval of a tracker that tells none: what BitTorrent clients take. */
    public static final int INTERVAL_SECONDS_USUAL = 30 * 60;

    /** The most peers of an answer; of more the first are read. Trackers give 200 at most. */
    public static final int PEERS_MAX = 512;

    public SwarmReply {
        peers = SwarmPeer.ipv4First(peers);
        Check.argument(isInterval(intervalSeconds), "interval %s s is outside a day", intervalSeconds);
        Check.argument(isInterval(minIntervalSeconds), "least interval %s s is outside a day", minIntervalSeconds);
        Check.argument(peers.size() <= PEERS_MAX, "%s peers, at most %s", peers.size(), PEERS_MAX);
    }

    private static boolean isInterval(int seconds) {
        return seconds >= 0 && seconds <= INTERVAL_SECONDS_MAX;
    }

    /**
     * What a tracker adds.
     *
     * @param externalIp the asker's address as the tracker saw it (BEP 24), 4 or 16 bytes; empty if not said
     * @param trackerId to be given back in the next announce, at most {@link #TRACKER_ID_BYTES_MAX}; empty if not said
     * @param warning for people, at most {@link #WARNING_CHARACTERS_MAX} {@link Printable} characters; empty if there is none
     */
    public record Notes(Bytes externalIp, Bytes trackerId, String warning) {
        /** Of a tracker that adds nothing. */
        public static final Notes NONE = new Notes(Bytes.EMPTY, Bytes.EMPTY, "");

        /** Longest tracker id. */
        public static final int TRACKER_ID_BYTES_MAX = 256;

        /** Longest warning. */
        public static final int WARNING_CHARACTERS_MAX = 200;

        public Notes {
            externalIp = externalIp.isEmpty() ? externalIp : new IpAddress(externalIp).bytes();
            Check.argument(trackerId.size() <= TRACKER_ID_BYTES_MAX, "a tracker id of %s bytes", trackerId.size());
            Check.argument(
                    warning.length() <= WARNING_CHARACTERS_MAX && Printable.isPrintable(warning),
                    "the warning is not at most %s printable characters",
                    WARNING_CHARACTERS_MAX);
        }

        /** The asker's address as the tracker saw it, if it was said. */
        public Optional<IpAddress> seenAt() {
            return externalIp.isEmpty() ? Optional.empty() : Optional.of(new IpAddress(externalIp));
        }
    }
}
