package org.kindling.protocol.ledger;

import org.kindling.protocol.Check;

/** A position in the chain, counted from the genesis block at zero. */
public record Height(long value) implements Comparable<Height> {
    public static final Height GENESIS = new Height(0);

    public Height {
        Check.argument(value >= 0, "height %s is below genesis", value);
    }

    public static Height of(long value) {
        return new Height(value);
    }

    public Height next() {
        return new Height(value + 1);
    }

    public Height plus(long blocks) {
        return new Height(Math.addExact(value, blocks));
    }

    public boolean isAbove(Height other) {
        return value > other.value;
    }

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
