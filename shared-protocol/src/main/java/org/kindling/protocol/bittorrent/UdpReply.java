package org.kindling.protocol.bittorrent;

import java.util.List;
import org.kindling.protocol.Check;
import org.kindling.protocol.Printable;

/** What a tracker answers over UDP (BEP 15). */
public sealed interface UdpReply {
    /** Of the request it answers. Whoever asked must compare it: anybody can send a datagram. */
    int transactionId();

    /** The case of this reply. */
    <R> R fold(Cases<R> cases);

    /** What to make of each kind of reply. */
    interface Cases<R> {
        /** A connection id. */
        R connected(Connected connected);

        /** Peers. */
        R announced(Announced announced);

        /** Sizes of swarms. */
        R scraped(Scraped scraped);

        /** An error. */
        R refused(Refused refused);
    }

    /**
     * A connection id.
     *
     * @param connectionId of use for a minute to who asked (BEP 15), and for two to the tracker
     */
    record Connected(int transactionId, long connectionId) implements UdpReply {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.connected(this);
        }
    }

    /**
     * Peers.
     *
     * @param intervalSeconds when to announce again, at most {@link SwarmReply#INTERVAL_SECONDS_MAX}
     * @param complete seeders, or {@link SwarmCounts#UNSAID}
     * @param incomplete everybody else, or {@link SwarmCounts#UNSAID}
     * @param peers at most {@link SwarmReply#PEERS_MAX}; peer ids are not told
     */
    record Announced(int transactionId, int intervalSeconds, int complete, int incomplete, List<SwarmPeer> peers)
            implements UdpReply {
        public Announced {
            peers = SwarmPeer.withoutIds(peers);
            Check.argument(
                    intervalSeconds >= 0 && intervalSeconds <= SwarmReply.INTERVAL_SECONDS_MAX,
                    "interval %s s is outside a day",
                    intervalSeconds);
            Check.argument(
                    complete >= SwarmCounts.UNSAID && incomplete >= SwarmCounts.UNSAID,
                    "a swarm of %s, %s",
                    complete,
                    incomplete);
            Check.argument(peers.size() <= SwarmReply.PEERS_MAX, "%s peers", peers.size());
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.announced(this);
        }
    }

    /**
     * Sizes of swarms.
     *
     * @param counts in the order in which they were asked for, 1 to {@link SwarmScrape#SWARMS_MAX}
     */
    record Scraped(int transactionId, List<SwarmCounts> counts) implements UdpReply {
        public Scraped {
            counts = List.copyOf(counts);
            Check.argument(
                    !counts.isEmpty() && counts.size() <= SwarmScrape.SWARMS_MAX,
                    "%s swarms, not 1..%s",
                    counts.size(),
                    SwarmScrape.SWARMS_MAX);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.scraped(this);
        }
    }

    /**
     * An error.
     *
     * @param reason for people, at most {@link TrackerRefusal#REASON_CHARACTERS_MAX} {@link Printable} characters
     */
    record Refused(int transactionId, String reason) implements UdpReply {
        public Refused {
            Check.argument(
                    reason.length() <= TrackerRefusal.REASON_CHARACTERS_MAX && Printable.isPrintable(reason),
                    "the reason is not at most %s printable characters",
                    TrackerRefusal.REASON_CHARACTERS_MAX);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }
}
