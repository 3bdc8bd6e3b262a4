package org.kindling.peer.core.chain;

import org.kindling.peer.boundary.Outcome;
import org.kindling.peer.boundary.Work;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;

/**
 * Applies a block whose body passed {@link CheckBody} to the state of its parent, and compares the root.
 *
 * <p>The block's id says everything: it names the transactions and, through the parent, the state they meet.
 */
record ApplyBlock(StateTransition transition, StateTrie parentState, Block block) implements Work {
    private record Key(Hash applied) {}

    @Override
    public Outcome run(SignatureRule rule) {
        return run();
    }

    BlockOutcome run() {
        BlockHeader header = block.header();
        StateTransition.Result result =
                transition.apply(parentState, header.height(), header.producer(), block.transactions());
        if (!(result instanceof StateTransition.Result.Moved moved)) {
            return new BlockOutcome.StateMissed(block.id(), Fault.BLOCK_TRANSACTION);
        }
        return moved.state().root().equals(header.stateRoot())
                ? new BlockOutcome.StateReached(block.id(), moved.state())
                : new BlockOutcome.StateMissed(block.id(), Fault.BLOCK_STATE_ROOT);
    }

    @Override
    public Object memoKey() {
        return new Key(block.id());
    }
}
