package org.kindling.peer.core.mempool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.core.chain.StateTrie;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;

/**
 * One choice of transactions for a block: greedily the best fee among those that may come next.
 *
 * <p>Looks only at senders it comes across before the block is full. Rationale: a pool may hold far more senders than a block has room.
 */
final class Selection {
    private final StateTrie state;
    private final Height height;
    private final List<Transaction> chosen = new ArrayList<>();
    private final Map<Address, Cursor> cursors = new LinkedHashMap<>();
    private final PriorityQueue<WaitingTransaction> unblocked = new PriorityQueue<>(WaitingTransaction.BEST_FIRST);
    private int bytesLeft;

    /** Where one sender stands: what its next transaction must be, and which were come across too early. */
    private static final class Cursor {
        private final Map<Long, WaitingTransaction> early = new LinkedHashMap<>();
        private long nonce;
        private long unitsLeft;

        Cursor(Account account) {
            nonce = account.nonce();
            unitsLeft = account.balance().units();
        }
    }

    Selection(StateTrie state, Height height, int bytesMax) {
        this.state = state;
        this.height = height;
        this.bytesLeft = bytesMax;
    }

    List<Transaction> of(SortedSet<WaitingTransaction> bestFirst) {
        Iterator<WaitingTransaction> rest = bestFirst.iterator();
        WaitingTransaction upcoming = next(rest);
        while (chosen.size() < Block.TRANSACTIONS_MAX) {
            WaitingTransaction free = unblocked.peek();
            if (free == null && upcoming == null) {
                break;
            }
            boolean isFreeBetter =
                    upcoming == null || (free != null && WaitingTransaction.BEST_FIRST.compare(free, upcoming) < 0);
            if (isFreeBetter && free != null) {
                unblocked.remove();
                consider(free);
            } else if (upcoming != null) {
                consider(upcoming);
                upcoming = next(rest);
            }
        }
        return List.copyOf(chosen);
    }

    private static @Nullable WaitingTransaction next(Iterator<WaitingTransaction> rest) {
        return rest.hasNext() ? rest.next() : null;
    }

    private void consider(WaitingTransaction waiting) {
        Cursor cursor = cursors.computeIfAbsent(waiting.sender(), sender -> new Cursor(state.account(sender)));
        if (waiting.nonce() != cursor.nonce) {
            cursor.early.put(waiting.nonce(), waiting);
            return;
        }
        boolean fits = waiting.sizeBytes() <= bytesLeft
                && waiting.cost().units() <= cursor.unitsLeft
                && waiting.expiry() >= height.value();
        if (!fits) {
            return;
        }
        chosen.add(waiting.transaction());
        bytesLeft -= waiting.sizeBytes();
        cursor.unitsLeft -= waiting.cost().units();
        cursor.nonce++;
        WaitingTransaction follower = cursor.early.remove(cursor.nonce);
        if (follower != null) {
            unblocked.add(follower);
        }
    }
}
