package org.kindling.peer.core.gossip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
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
 */
public final class CompactBlocks {
    /** What became of a short form. */
    public sealed interface Assembly {
        /** All transactions were here. */
        record Complete(Block block) implements Assembly {}

        /** Something is missing and was asked for. */
        record Asked() implements Assembly {}

        /** The short ids lead nowhere; only the full block helps. */
        record NeedsFullBlock() implements Assembly {}
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
    private final Map<Hash, Puzzle> puzzles = new LinkedHashMap<>();

    public CompactBlocks(Limits.Gossip limits) {
        this.limits = limits;
    }

    public boolean isAssembling(Hash block) {
        return puzzles.containsKey(block);
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
        puzzles.put(header.id(), new Puzzle(header, from, pieces, gaps, nowMillis + limits.compactTimeoutMillis()));
        out.send(from, new Message.GetBlockTransactions(header.id(), gaps));
        return new Assembly.Asked();
    }

    /** The missing pieces, or what claims to be them; empty if nobody asked this link. */
    public Optional<Assembly> heard(LinkId from, Message.BlockTransactions answer) {
        Puzzle puzzle = puzzles.get(answer.block());
        if (puzzle == null || !puzzle.askedOf.equals(from)) {
            return Optional.empty();
        }
        puzzles.remove(answer.block());
        if (answer.transactions().size() != puzzle.gaps.size()) {
            return Optional.of(new Assembly.NeedsFullBlock());
        }
        for (int i = 0; i < puzzle.gaps.size(); i++) {
            puzzle.pieces[puzzle.gaps.get(i)] = answer.transactions().get(i);
        }
        return Optional.of(finish(puzzle.header, puzzle.pieces));
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

    public void forget(Hash block) {
        puzzles.remove(block);
    }

    /** Takes out the blocks whose pieces did not come in time, or whose sender is gone. */
    public List<Hash> lapsed(long nowMillis) {
        List<Hash> lapsed = new ArrayList<>();
        for (Iterator<Puzzle> all = puzzles.values().iterator(); all.hasNext(); ) {
            Puzzle puzzle = all.next();
            if (puzzle.deadlineMillis <= nowMillis) {
                lapsed.add(puzzle.header.id());
                all.remove();
            }
        }
        return lapsed;
    }

    public void lost(LinkId link) {
        puzzles.values().removeIf(puzzle -> puzzle.askedOf.equals(link));
    }

    public long nextDeadlineMillis() {
        long next = Long.MAX_VALUE;
        for (Puzzle puzzle : puzzles.values()) {
            next = Math.min(next, puzzle.deadlineMillis);
        }
        return next;
    }
}
