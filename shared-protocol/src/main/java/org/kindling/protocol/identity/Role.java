package org.kindling.protocol.identity;

/** What a peer offers to others. The number is its bit in the encoded set. */
public enum Role {
    /** Keeps and serves the whole chain. */
    FULL(1),
    /** Extends the chain. */
    PRODUCER(2),
    /** Serves the tracker's API too. */
    TRACKER(4);

    private final int bit;

    Role(int bit) {
        this.bit = bit;
    }

    /** Its bit in the encoded set. */
    public int bit() {
        return bit;
    }
}
