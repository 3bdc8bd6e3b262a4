package org.kindling.peer.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Archive;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.core.validation.KnownSignatures;
import org.kindling.peer.core.validation.VerifiedTransaction;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.MountainRange;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

/**
 * The ledger of one peer: every block it knows, and which of them count.
 *
 * <p>Headers come first ({@link #offerHeader}), bodies follow in any order ({@link #offerBody}) and are checked and applied elsewhere,
 * as work laid into the outbox; whoever hears its outcome hands it to {@link #computed}. The best chain is the heaviest branch whose
 * every block is applied; of two equally heavy ones, the one that got there first.
 */
public final class Chain {
    private final Limits.Chain limits;
    private final Ledger ledger;
    private final BlockTree tree;
    private final ChainIndex applied;
    private final BodyIntake intake;
    private final KnownSignatures signatures;
    private final Snapshots snapshots;

    /** Takes up the chain as an earlier life left it; replays the blocks above the snapshot, which may take seconds. */
    public Chain(NetworkSpec spec, Limits limits, Archive archive, Recovered recovered) {
        this.limits = limits.chain();
        this.ledger = Ledger.atGenesis(spec, limits.chain(), archive);
        new Recovery(ledger).run(recovered);
        this.tree = ledger.tree();
        this.applied = ledger.applied();
        this.signatures = new KnownSignatures(limits.mempool().transactionsMax());
        this.intake = new BodyIntake(ledger, signatures, limits.chain());
        this.snapshots = new Snapshots(
                limits.chain(),
                recovered.snapshot().map(snapshot -> snapshot.height().value()).orElse(0L));
    }

    // ------------------------------------------------------------------ what counts

    /** The end of the best chain. */
    public PeerView.Head head() {
        return applied.tip().head();
    }

    /** The end of the best chain, as told to others. */
    public ChainTip tip() {
        return tipOf(applied.tip());
    }

    /** The header at the end of the best chain. */
    public BlockHeader headHeader() {
        return applied.tip().header();
    }

    /** The state after the best chain. */
    public StateTrie state() {
        return applied.tip().state().orElseThrow();
    }

    /** What the next block's header must say of all blocks before it. */
    public Hash historyRootForNext() {
        return history().root();
    }

    /** The header at this height of the best chain. */
    public Optional<BlockHeader> headerAt(Height height) {
        return applied.at(height.value()).map(BlockNode::header);
    }

    public boolean isOnBestChain(Hash id) {
        return tree.find(id).filter(applied::contains).isPresent();
    }

    // ------------------------------------------------------------------ headers

    /**
     * Judges a header and takes it in if it obeys all rules.
     *
     * <p>Waiting means that a later offer may be accepted: its parent is unknown, its time has not come, or
     * it is too far ahead of our own blocks. Nothing is remembered of it.
     */
    public Verdict offerHeader(BlockHeader header, long nowMillis) {
        Optional<BlockNode> known = tree.find(header.id());
        if (known.isPresent()) {
            return known.get().isRefused() ? new Verdict.Rejected(known.get().refusal()) : Verdict.ALREADY_KNOWN;
        }
        Optional<BlockNode> parent = tree.find(header.parent());
        if (parent.isEmpty()) {
            return new Verdict.Waiting("its parent is not known");
        }
        if (parent.get().isRefused()) {
            return new Verdict.Rejected(Fault.BLOCK_ON_REFUSED_PARENT);
        }
        Optional<Fault> fault = headerFault(header, parent.get());
        if (fault.isPresent()) {
            return new Verdict.Rejected(fault.get());
        }
        if (header.timeMillis() > nowMillis + futureMillis()) {
            return new Verdict.Waiting("its time has not come");
        }
        if (header.height().value() > applied.tip().height() + limits.headersAheadMax()) {
            return new Verdict.Waiting("it is too far ahead of our own blocks");
        }
        tree.add(header, parent.get(), ledger.rules().weight(header));
        tree.prune(intake::hasBody, applied.tip().height());
        return Verdict.ACCEPTED;
    }

    /** Whether a full message of headers beyond the heaviest branch of them would be taken in. */
    public boolean hasRoomForHeaders() {
        return tree.best().tip().height() + Message.HEADERS_MAX <= applied.tip().height() + limits.headersAheadMax();
    }

    public boolean hasHeader(Hash id) {
        return tree.find(id).isPresent();
    }

    /** A header we know, on any branch, refused ones too. */
    public Optional<BlockHeader> header(Hash id) {
        return tree.find(id).map(BlockNode::header);
    }

    /** The heaviest branch of headers without a refused block, bodies or not. */
    public ChainTip bestHeader() {
        return tipOf(tree.best().tip());
    }

    /** Whether the best chain is the beginning of the heaviest branch of headers, and not all of it. */
    public boolean isOnItsWayToBestHeader() {
        return isBehindBestHeader() && tree.best().contains(applied.tip());
    }

    /** Whether some branch of headers is heavier than the best chain. */
    public boolean isBehindBestHeader() {
        return tree.best().tip().isHeavierThan(applied.tip());
    }

    /** The chain that ends with this block, if its header is known. */
    public Optional<ChainTip> tipAt(Hash id) {
        return tree.find(id).map(Chain::tipOf);
    }

    /** Ids along the heaviest branch of headers, newest first: ten by ones, then at doubling distances, at last genesis. */
    public List<Hash> locator() {
        List<Hash> locator = new ArrayList<>();
        long step = 1;
        for (long height = tree.best().tip().height(); height > 0; height -= step) {
            tree.best().at(height).ifPresent(node -> locator.add(node.id()));
            if (locator.size() >= 10) {
                step *= 2;
            }
        }
        locator.add(tree.genesis().id());
        return locator;
    }

    /** Headers of the best chain after the first block of the locator that is on it, after genesis if none is; lowest first. */
    public List<BlockHeader> headersAfter(List<Hash> locator, int most) {
        long from = locator.stream()
                .flatMap(id -> tree.find(id).filter(applied::contains).stream())
                .findFirst()
                .map(BlockNode::height)
                .orElse(0L);
        List<BlockHeader> headers = new ArrayList<>();
        for (long height = from + 1;
                headers.size() < most && height <= applied.tip().height();
                height++) {
            applied.at(height).ifPresent(node -> headers.add(node.header()));
        }
        return headers;
    }

    // ------------------------------------------------------------------ bodies

    /** Whether the body is here: applied, being checked, or waiting for its parent. */
    public boolean hasBody(Hash id) {
        return tree.find(id).filter(intake::hasBody).isPresent();
    }

    /** An applied block, on any branch. */
    public Optional<Block> block(Hash id) {
        return tree.find(id)
                .filter(BlockNode::isApplied)
                .flatMap(node -> ledger.bodies().find(id));
    }

    /**
     * Whether a body is worth having: on the way to the heaviest headers, or of a branch no lighter than the best chain.
     *
     * <p>Rationale: a block deep beside the chain costs whoever makes it next to nothing, checking and keeping it costs us (Bitcoin Core's
     * rule for blocks it did not ask for).
     */
    public boolean wantsBody(Hash id) {
        return tree.find(id).filter(intake::wants).isPresent();
    }

    /** Which bodies to fetch on the way to the best header, lowest first; never more than there is room for. */
    public List<Hash> missingBodies(int most) {
        return intake.missing(most);
    }

    /** Has a body checked whose header was accepted before. Accepted means only that: its check has begun. */
    public Verdict offerBody(Block block, Outbox outbox) {
        return intake.offer(block, outbox);
    }

    /** Spares the signature check of this transaction when a block includes it. */
    public void remember(VerifiedTransaction transaction) {
        signatures.add(transaction);
    }

    /** Hears what a check or an application came to, and lays the next work into the outbox. */
    public List<ChainChange> computed(BlockOutcome outcome, Outbox outbox) {
        return intake.computed(outcome, outbox);
    }

    /** An applied block is on disk: from now on the archive answers for it. */
    public void persisted(Hash id) {
        ledger.bodies().written(id);
    }

    /** The state to write down, if enough blocks have been applied since the last one; each is handed out once. */
    public Optional<Snapshot> snapshotDue() {
        return snapshots
                .due(applied)
                .map(node -> new Snapshot(
                        node.id(), node.header().height(), node.state().orElseThrow(), tree.historyUpTo(node)));
    }

    private MountainRange history() {
        return tree.historyUpTo(applied.tip());
    }

    private Optional<Fault> headerFault(BlockHeader header, BlockNode parent) {
        Optional<Fault> fault = ledger.rules().fault(header, parent.header());
        if (fault.isPresent()) {
            return fault;
        }
        boolean isHistory = header.historyRoot().equals(tree.historyUpTo(parent).root());
        return isHistory ? Optional.empty() : Optional.of(Fault.BLOCK_HISTORY_ROOT);
    }

    private long futureMillis() {
        return Math.max(limits.futureIntervals() * ledger.rules().blockIntervalMillis(), limits.futureMillisMin());
    }

    private static ChainTip tipOf(BlockNode node) {
        return new ChainTip(node.header().height(), node.id(), node.work());
    }
}
