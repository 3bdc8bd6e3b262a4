package org.kindling.protocol.bittorrent;

import java.util.Arrays;
import java.util.Locale;

/** Why a peer announces: the {@code event} of BEP 3 (in words) and BEP 15 (by number). */
public enum SwarmEvent {
    /** The interval is over; in words nothing is said. */
    REGULAR(0),
    /** All of the file has arrived. */
    COMPLETED(1),
    /** The peer has come up. */
    STARTED(2),
    /** The peer goes away. */
    STOPPED(3),
    /** The peer wants no more of the file though it has not all of it (BEP 21). */
    PAUSED(4);

    private final int code;

    SwarmEvent(int code) {
        this.code = code;
    }

    /** The number it has in a datagram. */
    public int code() {
        return code;
    }

    /** The word it has in a query; empty for a regular announce. */
    public String word() {
        return this == REGULAR ? "" : name().toLowerCase(Locale.ROOT);
    }

    /** Of any number; unknown ones are regular, since the peer is there whatever else it tells. */
    static SwarmEvent of(int code) {
        return Arrays.stream(values())
                .filter(event -> event.code == code)
                .findFirst()
                .orElse(REGULAR);
    }

    /** Of any word; unknown ones are regular. */
    static SwarmEvent of(String word) {
        return Arrays.stream(values())
                .filter(event -> event.word().equals(word))
                .findFirst()
                .orElse(REGULAR);
    }
}
