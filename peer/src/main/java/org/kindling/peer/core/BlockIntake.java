package org.kindling.peer.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.Done;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.core.chain.BlockOutcome;
import org.kindling.peer.core.chain.ChainChange;
import org.kindling.peer.core.gossip.CompactBlocks.Assembly;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.Check;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

/**
 * Blocks on their way from hearsay to the chain, to disk and on to others: header, body, state, fork choice.
 *
 * <p>Others' blocks are passed on as soon as they are checked; ours enter the chain only when they are on disk, because
 * greetings, locators and answers speak of what the chain knows (INV-001).
 */
final class BlockIntake {
    private static final int SOURCES_MAX = 1_024;

    private final Parts parts;
    private final Neighbours neighbours;
    /** Who sent the body that is being checked; only that link answers for it. */
    private final Map<Hash, LinkId> sources = new LinkedHashMap<>();

    /** Blocks of ours that are on disk and being checked. */
    private final List<Hash> own = new ArrayList<>();

    private boolean isWritingOwn;

    BlockIntake(Parts parts, Neighbours neighbours) {
        this.parts = parts;
        this.neighbours = neighbours;
    }

    // ------------------------------------------------------------------ headers

    /** @return the fault of the link, if what it says is its own wrong */
    Optional<Fault> heard(LinkId from, Message.Headers message, long nowMillis) {
        Optional<Hash> last = Optional.empty();
        boolean isParentUnknown = false;
        for (BlockHeader header : message.headers()) {
            if (last.isPresent() && !header.parent().equals(last.get())) {
                return Optional.of(Fault.HEADERS_DISCONNECTED);
            }
            Verdict verdict = parts.chain.offerHeader(header, nowMillis);
            if (verdict.refusal().isPresent()) {
                return verdict.refusal();
            }
            if (verdict instanceof Verdict.Waiting) {
                isParentUnknown = !parts.chain.hasHeader(header.parent());
                break;
            }
            last = Optional.of(header.id());
            parts.gossip.hasBlock(from, header.id());
        }
        last.ifPresent(id -> claims(from, id));
        parts.sync.heardHeaders(from, message.headers().size(), last, nowMillis, parts.out);
        if (isParentUnknown) {
            parts.sync.heardOfUnknownParent(from, nowMillis, parts.out);
        }
        return Optional.empty();
    }

    private void claims(LinkId from, Hash block) {
        parts.chain.tipAt(block).ifPresent(tip -> claims(from, tip));
    }

    private void claims(LinkId from, ChainTip tip) {
        parts.sync.claims(from, tip);
        parts.sessions.find(from).ifPresent(session -> session.heardTip(tip));
    }

    // ------------------------------------------------------------------ bodies

    /** @return the fault of the link, if what it says is its own wrong */
    Optional<Fault> heard(LinkId from, Message.CompactBlock compact, long nowMillis) {
        BlockHeader header = compact.header();
        parts.gossip.hasBlock(from, header.id());
        Optional<Fault> fault = offerHeader(from, header, nowMillis);
        if (fault.isPresent() || !isWanted(header.id()) || parts.compactBlocks.isTakenCareOf(header.id(), from)) {
            return fault;
        }
        Assembly assembly = parts.compactBlocks.heard(from, compact, parts.mempool::findShort, nowMillis, parts.out);
        put(from, header.id(), assembly);
        return Optional.empty();
    }

    Optional<Fault> heard(LinkId from, Message.BlockTransactions answer) {
        Optional<Assembly> assembly = parts.compactBlocks.heard(from, answer);
        assembly.ifPresent(pieces -> put(from, answer.block(), pieces));
        return Optional.empty();
    }

    private void put(LinkId from, Hash id, Assembly assembly) {
        Optional<Block> whole = assembly.fold(new Whole());
        whole.filter(block -> isWanted(id)).ifPresent(block -> offerBody(from, block));
    }

    /** The block, if it is whole; otherwise the pieces or all of it are asked for in the same step. */
    private static final class Whole implements Assembly.Cases<Optional<Block>> {
        @Override
        public Optional<Block> complete(Assembly.Complete assembly) {
            return Optional.of(assembly.block());
        }

        @Override
        public Optional<Block> asked(Assembly.Asked assembly) {
            return Optional.empty();
        }

        @Override
        public Optional<Block> needsFullBlock(Assembly.NeedsFullBlock assembly) {
            return Optional.empty();
        }
    }

    /** @return the fault of the link, if what it says is its own wrong */
    Optional<Fault> heard(LinkId from, Message.FullBlock message, long nowMillis) {
        Block block = message.block();
        parts.gossip.hasBlock(from, block.id());
        Optional<Fault> fault = offerHeader(from, block.header(), nowMillis);
        parts.sync.heardBlock(block.id());
        parts.compactBlocks.forget(block.id());
        if (fault.isEmpty() && isWanted(block.id())) {
            offerBody(from, block);
        }
        return fault;
    }

    private Optional<Fault> offerHeader(LinkId from, BlockHeader header, long nowMillis) {
        Verdict verdict = parts.chain.offerHeader(header, nowMillis);
        if (verdict instanceof Verdict.Waiting && !parts.chain.hasHeader(header.parent())) {
            parts.sync.heardOfUnknownParent(from, nowMillis, parts.out);
        }
        if (parts.chain.hasHeader(header.id())) {
            claims(from, header.id());
        }
        return verdict.refusal();
    }

    private boolean isWanted(Hash block) {
        return parts.chain.wantsBody(block) && !parts.isStorageBroken;
    }

    private void offerBody(LinkId from, Block block) {
        if (sources.size() >= SOURCES_MAX) {
            sources.remove(sources.keySet().iterator().next());
        }
        if (parts.chain.offerBody(block, parts.out).isAccepted()) {
            sources.put(block.id(), from);
        }
    }

    // ------------------------------------------------------------------ what checking came to

    void checked(BlockOutcome outcome, long nowMillis) {
        settle(parts.chain.computed(outcome, parts.out), nowMillis);
    }

    /** A block of ours: written down before anything of it can be seen, then checked like anyone's, then told. */
    void produced(Block block) {
        parts.out.report(new Fact.BlockProduced(
                block.height(), block.id(), block.transactions().size()));
        isWritingOwn = true;
        Token token = parts.out.persist(List.of(new Entry.CheckedBlock(block)));
        parts.errands.expect(token, new Errand.LogOwnBlock(block));
    }

    /** Whether a block of ours is on its way to the disk and not yet known to the chain. */
    boolean isWritingOwn() {
        return isWritingOwn;
    }

    void logged(Errand.LogOwnBlock errand, long nowMillis) {
        isWritingOwn = false;
        Block block = errand.block();
        Verdict header = parts.chain.offerHeader(block.header(), nowMillis);
        Verdict body = parts.chain.offerBody(block, parts.out);
        Optional<Fault> fault = header.refusal().or(body::refusal);
        Check.invariant(fault.isEmpty(), "our own block %s was refused: %s", block, fault);
        if (body.isAccepted()) {
            own.add(block.id());
        }
    }

    private void settle(List<ChainChange> changes, long nowMillis) {
        Settling settling = new Settling(nowMillis);
        changes.forEach(change -> change.fold(settling));
        settling.applied.forEach(block -> writeDownAndPassOn(block, nowMillis));
    }

    /** What changed, in order; applied blocks are passed on last, when all that follows from them is done. */
    private final class Settling implements ChainChange.Cases<Done> {
        private final List<Block> applied = new ArrayList<>();
        private final long nowMillis;

        Settling(long nowMillis) {
            this.nowMillis = nowMillis;
        }

        @Override
        public Done bodyRefused(ChainChange.BodyRefused change) {
            refused(change, nowMillis);
            return Done.DONE;
        }

        @Override
        public Done applied(ChainChange.Applied change) {
            applied.add(change.block());
            return Done.DONE;
        }

        @Override
        public Done tipMoved(ChainChange.TipMoved change) {
            BlockIntake.this.tipMoved(change, nowMillis);
            return Done.DONE;
        }
    }

    private void refused(ChainChange.BodyRefused refused, long nowMillis) {
        LinkId from = sources.remove(refused.block());
        Check.invariant(
                !own.contains(refused.block()), "our own block %s was refused: %s", refused.block(), refused.fault());
        if (from != null) {
            Optional<Session> session = parts.sessions.find(from);
            session.ifPresent(
                    known -> parts.out.report(new Fact.BlockRefused(refused.block(), refused.fault(), known.node())));
            neighbours.blame(from, refused.fault(), nowMillis);
        }
    }

    private void writeDownAndPassOn(Block block, long nowMillis) {
        Optional.ofNullable(sources.remove(block.id())).ifPresent(from -> parts.sessions.wasUseful(from, nowMillis));
        if (own.remove(block.id())) {
            parts.chain.persisted(block.id());
            parts.gossip.publish(block, parts.out);
            return;
        }
        Token token = parts.out.persist(List.of(new Entry.CheckedBlock(block)));
        parts.errands.expect(token, new Errand.LogBlock(block.id()));
        if (isNews(block)) {
            parts.gossip.passOn(block, parts.out);
        }
    }

    /** Blocks fetched while catching up are news to nobody. */
    private boolean isNews(Block block) {
        return parts.chain.bestHeader().height().value() <= block.height().value() + 1;
    }

    private void tipMoved(ChainChange.TipMoved moved, long nowMillis) {
        int returned = parts.mempool.chainMoved(
                moved.adopted(),
                moved.abandoned(),
                parts.chain.state(),
                parts.chain.head().height().next());
        parts.own.tipMoved(moved.adopted(), moved.abandoned());
        parts.own.sweep(
                parts.mempool, parts.chain.state(), parts.chain.head().height().next(), parts.out);
        if (!moved.abandoned().isEmpty()) {
            parts.out.report(new Fact.BranchAbandoned(
                    Height.of(moved.abandoned().get(0).height().value() - 1),
                    moved.abandoned().size(),
                    returned));
            remindOf(moved.abandoned());
        }
        moved.adopted().forEach(parts.gossip::included);
        Block newest = moved.adopted().get(moved.adopted().size() - 1);
        parts.out.report(new Fact.TipChanged(
                newest.height(), newest.id(), newest.transactions().size(), own.contains(newest.id())));
        parts.sync.tipMoved(nowMillis);
        parts.chain
                .snapshotDue()
                .ifPresent(snapshot -> parts.errands.expect(
                        parts.out.persist(List.of(new Entry.StateSnapshot(snapshot))), new Errand.Housekeeping()));
    }

    private void remindOf(List<Block> abandoned) {
        List<Hash> waitingAgain = new ArrayList<>();
        for (Block block : abandoned) {
            for (Transaction transaction : block.transactions()) {
                if (parts.mempool.contains(transaction.id())) {
                    waitingAgain.add(transaction.id());
                } else {
                    parts.gossip.forget(transaction);
                }
            }
        }
        parts.gossip.remind(waitingAgain, parts.out);
    }

    void logged(Errand.LogBlock errand) {
        parts.chain.persisted(errand.block());
    }

    // ------------------------------------------------------------------ time

    void wake(long nowMillis) {
        for (LinkId late : parts.compactBlocks.lapsed(nowMillis)) {
            neighbours.blame(late, Fault.BROKEN_PROMISE, nowMillis);
        }
        parts.sync.wake(nowMillis, parts.out);
    }

    /** After every step: ask for what is missing and not on its way. */
    void requestMissing(long nowMillis) {
        if (!parts.isStorageBroken) {
            parts.sync.requestBlocks(parts.compactBlocks::isAssembling, nowMillis, parts.out);
        }
    }
}
