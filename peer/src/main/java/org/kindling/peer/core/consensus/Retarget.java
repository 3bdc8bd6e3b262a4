package org.kindling.peer.core.consensus;

import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Target;

/**
 * How hard the next block must be.
 *
 * <p>The answer depends on the parent and its ancestors only. Rationale: a block is valid or not whatever else has been seen, so that
 * everybody gives the same verdict.
 */
public interface Retarget {
    /** The target of any child of this block, with the precision that the compact form keeps. */
    Target targetAfter(BlockHeader parent);
}
