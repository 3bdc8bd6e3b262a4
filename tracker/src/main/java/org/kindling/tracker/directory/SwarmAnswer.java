package org.kindling.tracker.directory;

import java.util.List;
import org.kindling.protocol.bittorrent.CompactPeers;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmPeer;

/** What a directory says to an announce by the protocols of BitTorrent. */
public sealed interface SwarmAnswer {
    /** Calls the case's method. */
    <R> R fold(Cases<R> cases);

    /**
     * The peer is listed, or taken off the list if it wished so.
     *
     * @param peers in random order, their ids where they are known
     */
    record Introduction(int intervalSeconds, int minIntervalSeconds, SwarmCounts counts, List<SwarmPeer> peers)
            implements SwarmAnswer {
        public Introduction {
            peers = CompactPeers.copyOf(peers);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.introduction(this);
        }
    }

    /** Nothing has changed. */
    record Refused(Refusal reason) implements SwarmAnswer {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** One method per case. */
    interface Cases<R> {
        R introduction(Introduction answer);

        R refused(Refused answer);
    }
}
