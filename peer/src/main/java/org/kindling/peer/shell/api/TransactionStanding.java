package org.kindling.peer.shell.api;

import io.vertx.core.Future;
import java.util.Optional;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.shell.PeerAccess;
import org.kindling.peer.shell.disk.Index;
import org.kindling.peer.shell.disk.Location;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.tracker.gate.Problem;

/**
 * Where a transaction stands: waiting, in a block of the best chain, or dropped.
 *
 * <p>The index knows old blocks and is a little behind the peer, so the newest blocks are looked through one by one. Rationale: a
 * transaction that was waiting a moment ago must not seem lost while its block is being indexed.
 *
 * <p>If there are blocks that neither knows, nobody is told that a transaction is nowhere. Rationale: after a sudden end the index is made
 * again, and who pays a second time because of a wrong answer has paid twice.
 */
final class TransactionStanding {
    /** Further behind than this the index is being made again. */
    static final int NEWEST_BLOCKS_MAX = 32;

    private final PeerAccess peer;
    private final int newestBlocksMax;

    /** @param newestBlocksMax how many of the newest blocks are looked through at most */
    TransactionStanding(PeerAccess peer, int newestBlocksMax) {
        this.peer = peer;
        this.newestBlocksMax = newestBlocksMax;
    }

    /** One of the three. */
    sealed interface Standing {
        /** In the mempool of this peer. */
        record Pending(Transaction transaction) implements Standing {}

        /** In a block of the best chain. */
        record Available(Transaction transaction, Place place) implements Standing {}

        /** It was submitted here and waits no longer. */
        record Dropped(Hash id, String reason) implements Standing {}
    }

    /** @param depth blocks from the one it is in to the head, both counted */
    record Place(Hash block, Height height, long depth) {}

    record Indexed(Optional<Location> location, Height reach) {}

    /** Empty if it is nowhere; fails with a {@link Refusal} if that cannot be known yet. */
    Future<Optional<Standing>> of(Hash id) {
        return peer.askIndex(index -> indexed(index, id))
                .compose(indexed -> peer.ask(view -> standing(view, id, indexed)));
    }

    private static Indexed indexed(Index index, Hash id) {
        Height reach = index.height();
        return new Indexed(index.transaction(id), reach);
    }

    Optional<Standing> standing(PeerView view, Hash id, Indexed indexed) {
        Optional<Standing> waiting = view.waiting(id).map(Standing.Pending::new);
        Optional<Standing> found =
                waiting.or(() -> inOldBlock(view, indexed)).or(() -> inNewBlock(view, id, indexed.reach()));
        long head = view.head().height().value();
        if (found.isEmpty() && head - indexed.reach().value() > newestBlocksMax) {
            throw new Refusal(
                    Problem.unavailable("it is neither waiting nor in a newest block, and the index of older ones is"
                            + " being made again: at height " + indexed.reach() + " of " + head + "; try again"));
        }
        return found.or(() -> view.dropped(id).map(reason -> new Standing.Dropped(id, reason)));
    }

    private static Optional<Standing> inOldBlock(PeerView view, Indexed indexed) {
        return indexed.location()
                .filter(location -> view.isOnBestChain(location.block()))
                .map(location -> settled(
                        view,
                        location.transaction(),
                        location.block(),
                        location.position().height()));
    }

    private Optional<Standing> inNewBlock(PeerView view, Hash id, Height reach) {
        long head = view.head().height().value();
        long lowest = Math.max(Math.max(1, reach.value() - 1), head - newestBlocksMax + 1);
        for (long height = head; height >= lowest; height--) {
            Optional<Block> block =
                    view.headerAt(Height.of(height)).map(BlockHeader::id).flatMap(view::block);
            Optional<Transaction> found = block.flatMap(known -> known.transactions().stream()
                    .filter(transaction -> transaction.id().equals(id))
                    .findFirst());
            if (found.isPresent()) {
                return Optional.of(
                        settled(view, found.get(), block.orElseThrow().id(), Height.of(height)));
            }
        }
        return Optional.empty();
    }

    private static Standing settled(PeerView view, Transaction transaction, Hash block, Height height) {
        long depth = view.head().height().value() - height.value() + 1;
        return new Standing.Available(transaction, new Place(block, height, depth));
    }
}
