package org.kindling.peer.core.chain;

import java.util.List;
import org.kindling.peer.core.consensus.WorkNetwork;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Seal;

/**
 * The block at height zero and the state after it; both follow from the network's spec, nobody produces them.
 *
 * <p>Where another block names its producer, this one has the first 20 bytes of the network's id. Rationale: whatever differs between
 * two networks, they share no block, so nothing of one chain can be replayed on the other.
 *
 * @param block without transactions, by nobody, its seal never checked
 * @param state who owns what from the start
 */
public record Genesis(Block block, StateTrie state) {
    /** The beginning of this network. */
    public static Genesis of(NetworkSpec spec) {
        StateTrie state = StateTrie.EMPTY;
        for (NetworkSpec.Allocation allocation : spec.allocations()) {
            state = state.with(allocation.owner(), new Account(allocation.amount(), 0));
        }
        BlockHeader.Fields fields = new BlockHeader.Fields(
                BlockHeader.VERSION,
                Height.GENESIS,
                Hash.ZERO,
                spec.genesisTimeMillis(),
                Block.transactionRoot(List.of()),
                0,
                state.root(),
                MountainRange.EMPTY.root(),
                new Address(spec.id().swarm()),
                new Seal.Work(WorkNetwork.rules(spec).genesisBits(), 0));
        return new Genesis(new Block(new BlockHeader(fields), List.of()), state);
    }
}
