package org.kindling.protocol.announce;

/** What a tracker says of a peer that it is asked about. */
public enum Standing {
    /** Not listed. */
    ABSENT(0),
    /** Listed, and perhaps never named to others: its record has no address, or the tracker names fewer than it is asked for. */
    UNNAMED(1),
    /** Listed; named to whoever asks, if there is room. */
    NAMED(2);

    private final int code;

    Standing(int code) {
        this.code = code;
    }

    /** Its number on the wire, one decimal digit. */
    int code() {
        return code;
    }

    static Standing of(int code) {
        for (Standing standing : values()) {
            if (standing.code == code) {
                return standing;
            }
        }
        throw new IllegalArgumentException("no standing has the number " + code);
    }
}
