package org.kindling.peer.shell.disk;

import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Amount;

/**
 * What one transaction, or the reward for one block, did to one address.
 *
 * @param position where in the chain it stands
 * @param block the block that contains it
 * @param subject the transaction; the block itself if this is its reward
 * @param sent everything that left the address, fee included; zero if it sent nothing
 * @param received everything that arrived at the address; zero if it received nothing
 */
public record HistoryLine(ChainPosition position, Hash block, Hash subject, Amount sent, Amount received) {
    /** Whether this is what a producer got for a block: new units and the fees of its transactions. */
    public boolean isReward() {
        return subject.equals(block);
    }
}
