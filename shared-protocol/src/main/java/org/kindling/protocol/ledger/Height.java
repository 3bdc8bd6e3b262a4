package org.kindling.protocol.ledger;

import org.kindling.protocol.ExactNumber;

/** A position in the chain, counted from the genesis block at zero, at most {@link ExactNumber#MAX}. */
public record Height(long value) implements Comparable<Height> {
    /** The first block's. */
    public static final Height GENESIS = new Height(0);

    public Height {
        ExactNumber.require(value, "height");
    }

    /** @throws IllegalArgumentException unless the number is exact and not negative */
    public static Height of(long value) {
        return new Height(value);
    }

    /** One block later. */
    public Height next() {
        return new Height(value + 1);
    }

    /** So many blocks later. */
    public Height plus(long blocks) {
        return new Height(Math.addExact(value, blocks));
    }

    /** Whether it is later than the other. */
    public boolean isAbove(Height other) {
        return value > other.value;
    }

    /** Whether it is the first block's. */
    public boolean isGenesis() {
        return value == 0;
    }

    @Override
    public int compareTo(Height other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
