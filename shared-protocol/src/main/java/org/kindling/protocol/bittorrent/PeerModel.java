package org.kindling.protocol.bittorrent;

/** How an announce over HTTP wants its peers ({@code compact} and {@code no_peer_id}; BEP 3, BEP 23). */
public enum PeerModel {
    /** As the tracker likes, which is compact (BEP 23). */
    ANY,
    /** As strings of 6 bytes (BEP 23) and 18 bytes (BEP 7). */
    COMPACT,
    /** As dictionaries with address, port and peer id (BEP 3). */
    DICTIONARIES,
    /** The same without the peer ids. */
    DICTIONARIES_WITHOUT_IDS;

    /** Whether the answer is dictionaries. */
    public boolean isDictionaries() {
        return this == DICTIONARIES || this == DICTIONARIES_WITHOUT_IDS;
    }
}
