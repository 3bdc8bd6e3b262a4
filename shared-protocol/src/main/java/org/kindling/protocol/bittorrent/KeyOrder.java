package org.kindling.protocol.bittorrent;

/** In which order the keys of a dictionary may come. */
public enum KeyOrder {
    /** As BEP 3 wants them: sorted as raw bytes. */
    SORTED,
    /**
     * In any. For answers of trackers only.
     *
     * <p>Rationale: opentracker answers a scrape in the order in which it was asked, and no BitTorrent client looks at the order of keys. What a
     * tracker answers is neither hashed nor signed, so the order carries nothing; a peer that insisted on it would lose the tracker and gain nothing.
     */
    ANY
}
