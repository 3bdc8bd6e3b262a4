package org.kindling.protocol.bittorrent;

import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/** What a peer asks a tracker over UDP (BEP 15): first for a connection id, which proves its address, then what it wants to know. */
public sealed interface UdpRequest {
    /** Chosen by the asker, given back with the answer. */
    int transactionId();

    /** The case of this request. */
    <R> R fold(Cases<R> cases);

    /** What to make of each kind of request. */
    interface Cases<R> {
        /** Asks for a connection id. */
        R connect(Connect connect);

        /** Announces. */
        R announce(Announce announce);

        /** Asks after the sizes of swarms. */
        R scrape(Scrape scrape);
    }

    /** Asks for a connection id. */
    record Connect(int transactionId) implements UdpRequest {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.connect(this);
        }
    }

    /**
     * Announces.
     *
     * @param connectionId as the tracker gave it
     * @param key by which a tracker knows a peer again whose address changed
     * @param urlData path and query of the tracker's URL (BEP 41), at most {@link #URL_BYTES_MAX}; empty if not said
     */
    record Announce(long connectionId, int transactionId, SwarmAnnounce announce, int key, Bytes urlData)
            implements UdpRequest {
        /** Longest path and query; what goes beyond is not read. Three options of the longest. */
        public static final int URL_BYTES_MAX = 3 * 255;

        public Announce {
            Check.argument(urlData.size() <= URL_BYTES_MAX, "a path and query of %s bytes", urlData.size());
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.announce(this);
        }
    }

    /** Asks after the sizes of swarms. */
    record Scrape(long connectionId, int transactionId, SwarmScrape scrape) implements UdpRequest {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.scrape(this);
        }
    }
}
