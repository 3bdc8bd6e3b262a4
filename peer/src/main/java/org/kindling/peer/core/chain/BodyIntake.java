package org.kindling.peer.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.core.chain.BlockNode.Standing;
import org.kindling.peer.core.chain.PendingBodies.Stage;
import org.kindling.peer.core.validation.KnownSignatures;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;

/**
 * The way of a body from its arrival to its place in the chain: checked beside others, applied behind its parent.
 *
 * <p>A block is applied as soon as the state of its parent is in memory, on whatever branch. Where that state was let go, it is computed
 * again only on the way to the heaviest headers. Rationale: a light old branch must not be able to make us work, and headers heavier
 * than our own chain have cost more work than they cause.
 */
final class BodyIntake {
    private final BlockTree tree;
    private final ChainIndex applied;
    private final Bodies bodies;
    private final KeptStates states;
    private final StateTransition transition;
    private final KnownSignatures signatures;
    private final int waitingMax;
    private final long bytesMax;
    private final PendingBodies pending = new PendingBodies();
    private @Nullable Rebuild rebuild;

    BodyIntake(Ledger ledger, KnownSignatures signatures, Limits.Chain limits) {
        this.tree = ledger.tree();
        this.applied = ledger.applied();
        this.bodies = ledger.bodies();
        this.states = ledger.states();
        this.transition = ledger.transition();
        this.signatures = signatures;
        this.waitingMax = limits.waitingBlocksMax();
        this.bytesMax = limits.bodyBytesMax();
    }

    Verdict offer(Block block, Outbox outbox) {
        Optional<BlockNode> found = tree.find(block.id());
        if (found.isEmpty()) {
            return new Verdict.Waiting("its header is not known");
        }
        BlockNode node = found.get();
        if (node.isRefused()) {
            return new Verdict.Rejected(node.refusal());
        }
        if (hasBody(node) && !isLost(node)) {
            return Verdict.ALREADY_KNOWN;
        }
        if (!wants(node)) {
            return new Verdict.Waiting("its branch is lighter than our chain");
        }
        if (!hasRoomFor(node, Footprint.bytes(block))) {
            return new Verdict.Waiting("too many blocks wait for their parents, or for the disk");
        }
        pending.put(block, Stage.CHECKING);
        outbox.compute(new CheckBody(block, signatures.unknown(block.transactions())));
        return Verdict.ACCEPTED;
    }

    boolean hasBody(BlockNode node) {
        return node.isApplied() || pending.contains(node.id());
    }

    /** Whether there is a reason to look at this body: without it our chain lacks something, or might. */
    boolean wants(BlockNode node) {
        if (node.isRefused() || isLost(node)) {
            return isLost(node);
        }
        return !hasBody(node) && (tree.best().contains(node) || !applied.tip().isHeavierThan(node));
    }

    /** The next bodies to fetch, most urgent first: within the window that there is room for. */
    List<Hash> missing(int mostAsked) {
        long roomFor = Math.max(1, (bytesMax - heldBytes()) / Footprint.EXPECTED_BYTES);
        int most = isDiskBehind() ? 0 : (int) Math.min(mostAsked, roomFor);
        List<Hash> missing = new ArrayList<>();
        if (rebuild != null && isLost(rebuild.next())) {
            missing.add(rebuild.next().id());
        }
        if (!tree.best().tip().isHeavierThan(applied.tip())) {
            return missing;
        }
        long frontier = frontier();
        for (long height = frontier; height < frontier + waitingMax && missing.size() < most; height++) {
            tree.best().at(height).filter(node -> !hasBody(node)).ifPresent(node -> missing.add(node.id()));
        }
        return missing;
    }

    List<ChainChange> computed(BlockOutcome outcome, Outbox outbox) {
        Hearing hearing = new Hearing(outbox, new ArrayList<>());
        outcome.fold(hearing);
        return hearing.changes();
    }

    /** The lowest height on the heaviest branch of headers whose block is not applied. */
    private long frontier() {
        long height = applied.commonHeight(tree.best()) + 1;
        while (tree.best().at(height).filter(BlockNode::isApplied).isPresent()) {
            height++;
        }
        return height;
    }

    private boolean isLost(BlockNode node) {
        return rebuild != null && rebuild.lacksBody() && rebuild.isAt(node.id()) && !pending.contains(node.id());
    }

    /** What applied blocks need before they are on disk counts too, so that a slow disk slows us down and does no more. */
    private long heldBytes() {
        return pending.bytes() + bodies.unwrittenBytes();
    }

    private boolean isDiskBehind() {
        return bodies.unwritten() >= waitingMax || bodies.unwrittenBytes() >= bytesMax;
    }

    /** Bodies on the way to the best header have their window; all others share a quarter of the room, where the oldest gives way. */
    private boolean hasRoomFor(BlockNode node, long bytes) {
        if (isLost(node)) {
            return true;
        }
        if (isDiskBehind()) {
            return false;
        }
        return tree.best().contains(node) ? hasRoomOnTheWay(node, bytes) : hasRoomBeside(bytes);
    }

    /** The next block to be applied always fits. Rationale: nothing else would ever make room. */
    private boolean hasRoomOnTheWay(BlockNode node, long bytes) {
        long frontier = frontier();
        while (heldBytes() + bytes > bytesMax && letGoOldestStray()) {
            // each makes some room
        }
        return node.height() == frontier || node.height() < frontier + waitingMax && heldBytes() + bytes <= bytesMax;
    }

    private boolean hasRoomBeside(long bytes) {
        List<Hash> strays = pending.ids().stream().filter(this::isStray).toList();
        long held = bytes;
        for (Hash stray : strays) {
            held += pending.find(stray).map(Footprint::bytes).orElse(0L);
        }
        boolean isFull = strays.size() >= waitingMax || held > bytesMax / 4 || heldBytes() + bytes > bytesMax;
        return !isFull || letGoOldestStray();
    }

    private boolean letGoOldestStray() {
        Optional<Hash> oldest = pending.ids().stream()
                .filter(id -> pending.isAt(id, Stage.WAITING) && isStray(id))
                .findFirst();
        oldest.ifPresent(this::letGo);
        return oldest.isPresent();
    }

    private boolean isStray(Hash id) {
        return tree.find(id).filter(tree.best()::contains).isEmpty();
    }

    private void letGo(Hash id) {
        pending.remove(id);
        tree.find(id).ifPresent(node -> node.moveTo(Standing.HEADER_ONLY));
    }

    private void applyAbove(BlockNode parent, Outbox outbox) {
        for (BlockNode child : parent.children()) {
            applyOrRebuild(child, outbox);
        }
    }

    private void applyOrRebuild(BlockNode node, Outbox outbox) {
        if (!pending.isAt(node.id(), Stage.WAITING)) {
            return;
        }
        BlockNode parent = node.parentOrFail();
        if (parent.isApplied() && parent.state().isPresent()) {
            Block block = pending.find(node.id()).orElseThrow();
            pending.put(block, Stage.APPLYING);
            outbox.compute(new ApplyBlock(transition, parent.state().get(), block));
        } else if (rebuild == null) {
            rebuildBelow(node, outbox);
        }
    }

    private void rebuildBelow(BlockNode node, Outbox outbox) {
        BlockNode below = node;
        while (below.standing() == Standing.BODY_CHECKED) {
            below = below.parentOrFail();
        }
        if (below.isApplied() && below.state().isEmpty() && leadsToHeaviest(node)) {
            rebuild = new Rebuild(below);
            continueRebuild(rebuild, outbox);
        }
    }

    private boolean leadsToHeaviest(BlockNode node) {
        return tree.best().contains(node) && tree.best().tip().isHeavierThan(applied.tip());
    }

    private void continueRebuild(Rebuild way, Outbox outbox) {
        Optional<Block> body = bodies.find(way.next().id());
        way.setLacksBody(body.isEmpty());
        body.ifPresent(block -> outbox.compute(new ApplyBlock(transition, way.state(), block)));
    }

    private void rebuilt(Rebuild way, StateTrie state, Outbox outbox) {
        way.reached(state);
        if (!way.isDone()) {
            continueRebuild(way, outbox);
            return;
        }
        rebuild = null;
        states.keep(way.target(), state, applied.tip());
        for (Hash id : pending.ids()) {
            tree.find(id).ifPresent(node -> applyOrRebuild(node, outbox));
        }
    }

    private Optional<ChainChange> moveTipTo(BlockNode node) {
        BlockNode before = applied.tip();
        if (!node.isHeavierThan(before)) {
            return Optional.empty();
        }
        long fork = applied.forkWith(node).height();
        List<Block> abandoned = blocksAbove(fork);
        applied.moveTo(node);
        PeerView.Head head = node.head();
        return Optional.of(new ChainChange.TipMoved(before.head(), head, abandoned, blocksAbove(fork)));
    }

    private List<Block> blocksAbove(long height) {
        return applied.above(height).stream()
                .flatMap(node -> bodies.find(node.id()).stream())
                .toList();
    }

    /** What one outcome leads to. Outcomes about blocks that were dropped in the meantime lead to nothing. */
    private final class Hearing implements BlockOutcome.Cases<List<ChainChange>> {
        private final Outbox outbox;
        private final List<ChainChange> changes;

        Hearing(Outbox outbox, List<ChainChange> changes) {
            this.outbox = outbox;
            this.changes = changes;
        }

        List<ChainChange> changes() {
            return changes;
        }

        @Override
        public List<ChainChange> bodyPassed(BlockOutcome.BodyPassed outcome) {
            Block block = outcome.block();
            Optional<BlockNode> node = tree.find(block.id());
            if (node.isEmpty() || !pending.isAt(block.id(), Stage.CHECKING)) {
                pending.remove(block.id());
                return changes;
            }
            signatures.addChecked(block.transactions());
            if (node.get().isApplied()) {
                found(block);
            } else {
                node.get().moveTo(Standing.BODY_CHECKED);
                pending.put(block, Stage.WAITING);
                applyOrRebuild(node.get(), outbox);
            }
            return changes;
        }

        /** A body that was applied once and lost by the archive is here again, to be written down again. */
        private void found(Block block) {
            pending.remove(block.id());
            bodies.add(block);
            changes.add(new ChainChange.Applied(block));
            if (rebuild != null && rebuild.isAt(block.id())) {
                continueRebuild(rebuild, outbox);
            }
        }

        @Override
        public List<ChainChange> bodyFailed(BlockOutcome.BodyFailed outcome) {
            if (pending.isAt(outcome.block(), Stage.CHECKING)) {
                refuse(outcome.block(), outcome.fault(), outcome.isForGood());
            }
            return changes;
        }

        @Override
        public List<ChainChange> stateReached(BlockOutcome.StateReached outcome) {
            if (pending.isAt(outcome.block(), Stage.APPLYING)) {
                applied(outcome);
            } else if (rebuild != null && rebuild.isAt(outcome.block())) {
                rebuilt(rebuild, outcome.state(), outbox);
            }
            return changes;
        }

        private void applied(BlockOutcome.StateReached outcome) {
            Block block = pending.find(outcome.block()).orElseThrow();
            BlockNode node = tree.find(outcome.block()).orElseThrow();
            pending.remove(block.id());
            node.moveTo(Standing.APPLIED);
            bodies.add(block);
            changes.add(new ChainChange.Applied(block));
            states.keep(node, outcome.state(), BodyIntake.this.applied.tip());
            moveTipTo(node).ifPresent(changes::add);
            applyAbove(node, outbox);
        }

        @Override
        public List<ChainChange> stateMissed(BlockOutcome.StateMissed outcome) {
            if (pending.isAt(outcome.block(), Stage.APPLYING)) {
                refuse(outcome.block(), outcome.fault(), true);
            } else if (rebuild != null && rebuild.isAt(outcome.block())) {
                rebuild.setLacksBody(true);
            }
            return changes;
        }

        private void refuse(Hash id, Fault fault, boolean isForGood) {
            pending.remove(id);
            if (isForGood) {
                tree.find(id)
                        .ifPresent(node -> tree.refuse(node, fault).forEach(fallen -> pending.remove(fallen.id())));
            }
            changes.add(new ChainChange.BodyRefused(id, fault));
        }
    }
}
