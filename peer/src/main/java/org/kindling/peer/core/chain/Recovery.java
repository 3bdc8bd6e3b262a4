package org.kindling.peer.core.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.peer.core.chain.BlockNode.Standing;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;

/**
 * Takes up the chain where an earlier life left it.
 *
 * <p>Every block on disk was checked before it was written, or made here, so nothing is checked again but what the replay shows by itself:
 * its state roots. The replay starts at the newest whole snapshot below the heaviest block, or at genesis. A block whose body is gone or does not
 * fit counts as never received, and so does everything above it: it will be fetched again.
 */
final class Recovery {
    private final Ledger ledger;

    Recovery(Ledger ledger) {
        this.ledger = ledger;
    }

    void run(Recovered recovered) {
        for (BlockHeader header : recovered.headers()) {
            takeUp(header);
        }
        recovered.snapshot().ifPresent(this::takeUp);
        while (!replayTo(heaviest(recovered.headers()))) {
            // each failure takes one branch out of the running; genesis never fails
        }
    }

    private void takeUp(BlockHeader header) {
        Optional<BlockNode> parent = ledger.tree().find(header.parent());
        if (parent.isPresent() && ledger.tree().find(header.id()).isEmpty()) {
            ledger.tree()
                    .add(header, parent.get(), ledger.rules().weight(header))
                    .moveTo(Standing.APPLIED);
        }
    }

    private void takeUp(Snapshot snapshot) {
        Optional<BlockNode> node = ledger.tree()
                .find(snapshot.block())
                .filter(found -> found.header().height().equals(snapshot.height()))
                .filter(found -> snapshot.history().equals(ledger.tree().historyUpTo(found)));
        if (node.isPresent()) {
            StateTrie state = StateTrie.of(snapshot.state());
            if (state.root().equals(node.get().header().stateRoot())) {
                node.get().keepState(state);
            }
        }
    }

    private BlockNode heaviest(List<BlockHeader> headers) {
        BlockNode heaviest = ledger.tree().genesis();
        for (BlockHeader header : headers) {
            Optional<BlockNode> node = ledger.tree().find(header.id()).filter(BlockNode::isApplied);
            if (node.isPresent() && node.get().isHeavierThan(heaviest)) {
                heaviest = node.get();
            }
        }
        return heaviest;
    }

    /** Whether all bodies on the way to this block are there and fit; if so it is the head. */
    private boolean replayTo(BlockNode target) {
        if (target.state().isPresent()) {
            ledger.applied().moveTo(target);
            return true;
        }
        Rebuild way = new Rebuild(target);
        while (!way.isDone()) {
            BlockNode node = way.next();
            Optional<StateTrie> state = stateAfter(node, way.state());
            if (state.isEmpty()) {
                unlearn(node);
                return false;
            }
            way.reached(state.get());
            ledger.states().keep(node, state.get(), node);
        }
        ledger.applied().moveTo(target);
        return true;
    }

    private Optional<StateTrie> stateAfter(BlockNode node, StateTrie before) {
        Optional<Block> body = ledger.bodies()
                .find(node.id())
                .filter(block -> block.header().equals(node.header()))
                .filter(block -> Block.transactionRoot(block.transactions())
                        .equals(node.header().transactionRoot()));
        return body.map(block -> new ApplyBlock(ledger.transition(), before, block).run())
                .filter(BlockOutcome.StateReached.class::isInstance)
                .map(outcome -> ((BlockOutcome.StateReached) outcome).state());
    }

    private static void unlearn(BlockNode lost) {
        Deque<BlockNode> open = new ArrayDeque<>(List.of(lost));
        while (!open.isEmpty()) {
            BlockNode node = open.pop();
            node.moveTo(Standing.HEADER_ONLY);
            node.dropState();
            node.children().forEach(open::push);
        }
    }
}
