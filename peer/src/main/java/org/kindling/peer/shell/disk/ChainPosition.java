package org.kindling.peer.shell.disk;

import org.kindling.protocol.Check;
import org.kindling.protocol.ExactNumber;
import org.kindling.protocol.ledger.Height;

/**
 * A place within a chain.
 *
 * @param index counted from zero within the block; the reward stands behind the last transaction
 */
public record ChainPosition(Height height, int index) implements Comparable<ChainPosition> {
    /** Behind everything: where reading backwards begins. */
    public static final ChainPosition END = new ChainPosition(new Height(ExactNumber.MAX), Integer.MAX_VALUE);

    public ChainPosition {
        Check.argument(index >= 0, "index %s is negative", index);
    }

    @Override
    public int compareTo(ChainPosition other) {
        int byHeight = height.compareTo(other.height);
        return byHeight != 0 ? byHeight : Integer.compare(index, other.index);
    }
}
