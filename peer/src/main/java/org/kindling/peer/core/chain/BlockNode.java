package org.kindling.peer.core.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.Check;
import org.kindling.protocol.Fault;
import org.kindling.protocol.InvariantBroken;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.ledger.BlockHeader;

/** One header in the block tree, and how far we have come with its block. */
final class BlockNode {
    /** What we know of a block. Legal moves: forward, from any to REFUSED; back to HEADER_ONLY when its body is lost. */
    enum Standing {
        /** The header obeys all rules; the body is not here. */
        HEADER_ONLY,
        /** The body passed its check and waits for the state of its parent. */
        BODY_CHECKED,
        /** Valid in every respect; its state may have been let go again. */
        APPLIED,
        /** Never to be part of any chain, nor anything above it. */
        REFUSED
    }

    private final BlockHeader header;
    private final @Nullable BlockNode parent;
    private final BigInteger work;
    private final List<BlockNode> children = new ArrayList<>(1);
    private Standing standing = Standing.HEADER_ONLY;
    private Fault refusal = Fault.BLOCK_ON_REFUSED_PARENT;
    private @Nullable StateTrie state;
    private @Nullable MountainRange history;

    BlockNode(BlockHeader header, @Nullable BlockNode parent, BigInteger weight) {
        this.header = header;
        this.parent = parent;
        this.work = parent == null ? weight : parent.work.add(weight);
    }

    BlockHeader header() {
        return header;
    }

    Hash id() {
        return header.id();
    }

    long height() {
        return header.height().value();
    }

    /** The block below; genesis is nobody's child. */
    @Nullable
    BlockNode parent() {
        return parent;
    }

    BlockNode parentOrFail() {
        if (parent == null) {
            throw new InvariantBroken("genesis has no parent");
        }
        return parent;
    }

    /** Weight of the whole branch from genesis up to here. */
    BigInteger work() {
        return work;
    }

    boolean isHeavierThan(BlockNode other) {
        return work.compareTo(other.work) > 0;
    }

    List<BlockNode> children() {
        return children;
    }

    Standing standing() {
        return standing;
    }

    boolean isApplied() {
        return standing == Standing.APPLIED;
    }

    boolean isRefused() {
        return standing == Standing.REFUSED;
    }

    void moveTo(Standing next) {
        Check.invariant(standing != Standing.REFUSED, "block %s was refused for good", id());
        standing = next;
    }

    void refuse(Fault fault) {
        standing = Standing.REFUSED;
        refusal = fault;
        state = null;
    }

    /** Why a refused block was refused. */
    Fault refusal() {
        return refusal;
    }

    Optional<StateTrie> state() {
        return Optional.ofNullable(state);
    }

    void keepState(StateTrie kept) {
        state = kept;
    }

    void dropState() {
        state = null;
    }

    /** The mountain range over all block ids up to and including this one. */
    Optional<MountainRange> history() {
        return Optional.ofNullable(history);
    }

    void keepHistory(MountainRange kept) {
        history = kept;
    }

    void dropHistory() {
        history = null;
    }

    /** As the end of the best chain, in the state that really followed from it, whatever the header says. */
    PeerView.Head head() {
        return new PeerView.Head(header.height(), id(), state().orElseThrow().root(), header.timeMillis(), work);
    }

    @Override
    public String toString() {
        return header + " " + standing;
    }
}
