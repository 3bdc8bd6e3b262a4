package org.kindling.peer.core.consensus;

import java.math.BigInteger;
import java.util.Optional;
import org.kindling.protocol.Fault;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.NetworkSpec;

/** Everything a header must fulfil that shows from itself and its parent. */
public interface HeaderRules {
    /** The rules that this network declares. */
    static HeaderRules of(NetworkSpec spec) {
        return new WorkRules(spec);
    }

    /** What is wrong with a header as a child of this parent, the cheapest complaint first; empty if nothing is. */
    Optional<Fault> fault(BlockHeader header, BlockHeader parent);

    /** How much this block alone adds to the weight of its branch. */
    BigInteger weight(BlockHeader header);

    /** The pace at which blocks are due. */
    long blockIntervalMillis();
}
