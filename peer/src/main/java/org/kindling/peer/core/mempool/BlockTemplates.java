package org.kindling.peer.core.mempool;

import java.util.List;
import org.kindling.peer.core.chain.Chain;
import org.kindling.peer.core.chain.StateTransition;
import org.kindling.peer.core.consensus.Retarget;
import org.kindling.peer.core.consensus.WorkNetwork;
import org.kindling.peer.core.consensus.pow.Template;
import org.kindling.peer.core.consensus.pow.Templates;
import org.kindling.protocol.InvariantBroken;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Seal;
import org.kindling.protocol.ledger.Transaction;

/** The next block on the best chain, out of what waits. */
public final class BlockTemplates implements Templates {
    private final Chain chain;
    private final Mempool mempool;
    private final StateTransition transition;
    private final Retarget retarget;

    /** Templates on the head of this chain. */
    public BlockTemplates(NetworkSpec spec, Chain chain, Mempool mempool) {
        this.chain = chain;
        this.mempool = mempool;
        this.transition = new StateTransition(spec);
        this.retarget = WorkNetwork.retarget(spec);
    }

    @Override
    public Hash head() {
        return chain.headHeader().id();
    }

    @Override
    public long changes() {
        return mempool.changes();
    }

    @Override
    public Template next(Address producer) {
        BlockHeader parent = chain.headHeader();
        Height height = parent.height().next();
        List<Transaction> chosen = mempool.select(chain.state(), height, Block.BYTES_MAX);
        return new Template(
                new BlockHeader.Fields(
                        BlockHeader.VERSION,
                        height,
                        parent.id(),
                        parent.timeMillis() + 1,
                        Block.transactionRoot(chosen),
                        chosen.size(),
                        stateRoot(height, producer, chosen),
                        chain.historyRootForNext(),
                        producer,
                        new Seal.Work(retarget.targetAfter(parent).bits(), 0)),
                chosen);
    }

    private Hash stateRoot(Height height, Address producer, List<Transaction> chosen) {
        StateTransition.Result result = transition.apply(chain.state(), height, producer, chosen);
        if (result instanceof StateTransition.Result.Moved moved) {
            return moved.state().root();
        }
        throw new InvariantBroken("the mempool chose what the rules do not allow: " + result);
    }
}
