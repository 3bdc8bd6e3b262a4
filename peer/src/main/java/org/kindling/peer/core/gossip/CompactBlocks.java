package org.kindling.peer.core.gossip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.message.Message;

/**
 * Puts blocks together from their short form and the mempool (BIP 152's idea).
 *
 * <p>What is missing is asked of the link that sent the short form; if it does not answer in time, or two transactions share a short
 * id, the caller fetches the full block. Rationale: a collision is nobody's fault and must not cost a link anything.
 * <p>A link we dialled may be asked beside another. Rationale: whoever only calls us must not hold a block back by being first to show
 * its short form (Bitcoin Core asks up to three, one of them outbound).
 */
public final class CompactBlocks {
    /** What became of a short form. */
    public sealed interface Assembly {
        /** All transactions were here. */
        record Complete(Block block) implements Assembly {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.complete(this);
            }
        }

        /** Something is missing and was asked for. */
        record Asked() implements Assembly {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.asked(this);
            }
        }

        /** The short ids lead nowhere; only the full block helps. */
        record NeedsFullBlock() implements Assembly {
            @Override
            public <R> R fold(Cases<R> cases) {
                return cases.needsFullBlock(this);
            }
        }

        <R> R fold(Cases<R> cases);

        /** One method per case: forgetting one does not compile. */
        interface Cases<R> {
            R complete(Complete assembly);

            R asked(Asked assembly);

            R needsFullBlock(NeedsFullBlock assembly);
        }
    }

    private static final class Puzzle {
        private final BlockHeader header;
        private final LinkId askedOf;
        private final @Nullable Transaction[] pieces;
        private final List<Integer> gaps;
        private final long deadlineMillis;

        Puzzle(
                BlockHeader header,
                LinkId askedOf,
                @Nullable Transaction[] pieces,
                List<Integer> gaps,
                long deadlineMillis) {
            this.header = header;
            this.askedOf = askedOf;
            this.pieces = pieces;
            this.gaps = gaps;
            this.deadlineMillis = deadlineMillis;
        }
    }

    private final Limits.Gossip limits;
    private final Map<Hash, List<Puzzle>> puzzles = new LinkedHashMap<>();

    public CompactBlocks(Limits.Gossip limits) {
        this.limits = limits;
    }

    /** Whether somebody is asked for the missing pieces of this block. */
    public boolean isAssembling(Hash block) {
        return puzzles.containsKey(block);
    }

    /** Whether this link need not be asked for the missing pieces of this block: enough others are. */
    public boolean isTakenCareOf(Hash block, LinkId link) {
        List<Puzzle> asked = puzzles.getOrDefault(block, List.of());
        return link.direction() == Direction.INBOUND
                ? !asked.isEmpty()
                : asked.stream().anyMatch(puzzle -> puzzle.askedOf.direction() == Direction.OUTBOUND);
    }

    /** The caller has accepted the header and lacks the body. */
    public Assembly heard(
            LinkId from,
            Message.CompactBlock compact,
            LongFunction<Optional<Transaction>> byShortId,
            long nowMillis,
            Outbox out) {
        BlockHeader header = compact.header();
        if (compact.shortIds().size() != header.transactionCount() || puzzles.size() >= limits.compactWaitingMax()) {
            return new Assembly.NeedsFullBlock();
        }
        @Nullable Transaction[] pieces = new Transaction[compact.shortIds().size()];
        List<Integer> gaps = new ArrayList<>();
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = byShortId.apply(compact.shortIds().get(i)).orElse(null);
            if (pieces[i] == null) {
                gaps.add(i);
            }
        }
        if (gaps.isEmpty()) {
            return finish(header, pieces);
        }
        puzzles.computeIfAbsent(header.id(), id -> new ArrayList<>(1))
                .add(new Puzzle(header, from, pieces, gaps, nowMillis + limits.compactTimeoutMillis()));
        out.send(from, new Message.GetBlockTransactions(header.id(), gaps));
        return new Assembly.Asked();
    }

    /** The missing pieces, or what claims to be them; empty if nobody asked this link. */
    public Optional<Assembly> heard(LinkId from, Message.BlockTransactions answer) {
        Optional<Puzzle> asked = puzzles.getOrDefault(answer.block(), List.of()).stream()
                .filter(puzzle -> puzzle.askedOf.equals(from))
                .findFirst();
        return asked.map(puzzle -> {
            Assembly assembly = fill(puzzle, answer);
            if (assembly instanceof Assembly.Complete) {
                forget(answer.block());
            } else {
                heardNotFound(from, answer.block());
            }
            return assembly;
        });
    }

    private static Assembly fill(Puzzle puzzle, Message.BlockTransactions answer) {
        if (answer.transactions().size() != puzzle.gaps.size()) {
            return new Assembly.NeedsFullBlock();
        }
        for (int i = 0; i < puzzle.gaps.size(); i++) {
            puzzle.pieces[puzzle.gaps.get(i)] = answer.transactions().get(i);
        }
        return finish(puzzle.header, puzzle.pieces);
    }

    private static Assembly finish(BlockHeader header, @Nullable Transaction[] pieces) {
        List<Transaction> transactions = new ArrayList<>(pieces.length);
        for (Transaction piece : pieces) {
            if (piece != null) {
                transactions.add(piece);
            }
        }
        return Block.transactionRoot(transactions).equals(header.transactionRoot())
                ? new Assembly.Complete(new Block(header, transactions))
                : new Assembly.NeedsFullBlock();
    }

    /** The block is here. */
    public void forget(Hash block) {
        puzzles.remove(block);
    }

    /** The link has not got the pieces that it was asked for, if it was. */
    public void heardNotFound(LinkId link, Hash block) {
        puzzles.computeIfPresent(block, (id, asked) -> {
            asked.removeIf(puzzle -> puzzle.askedOf.equals(link));
            return asked.isEmpty() ? null : asked;
        });
    }

    /** Takes out the blocks whose pieces did not come in time. @return who showed their short form and then kept the pieces */
    public List<LinkId> lapsed(long nowMillis) {
        List<LinkId> late = new ArrayList<>();
        removeIf(puzzle -> {
            boolean isLate = puzzle.deadlineMillis <= nowMillis;
            if (isLate) {
                late.add(puzzle.askedOf);
            }
            return isLate;
        });
        return late;
    }

    public void lost(LinkId link) {
        removeIf(puzzle -> puzzle.askedOf.equals(link));
    }

    private void removeIf(Predicate<Puzzle> which) {
        for (Iterator<List<Puzzle>> all = puzzles.values().iterator(); all.hasNext(); ) {
            List<Puzzle> asked = all.next();
            asked.removeIf(which);
            if (asked.isEmpty()) {
                all.remove();
            }
        }
    }

    public long nextDeadlineMillis() {
        long next = Long.MAX_VALUE;
        for (List<Puzzle> asked : puzzles.values()) {
            for (Puzzle puzzle : asked) {
                next = Math.min(next, puzzle.deadlineMillis);
            }
        }
        return next;
    }
}
