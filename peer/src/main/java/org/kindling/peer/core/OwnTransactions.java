package org.kindling.peer.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.core.chain.StateTrie;
import org.kindling.peer.core.mempool.Mempool;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;

/**
 * What became of the transactions submitted here: waiting, included, or dropped, and then why.
 *
 * <p>Rationale: "logged" means on this peer's disk and on its way, not included. If something else of the same sender takes the nonce,
 * while this peer was alone say, the payment is void; whoever waits for it must hear that, and not find nothing.
 */
final class OwnTransactions {
    /** Of the included and of the dropped so many are remembered, the latest. */
    private static final int REMEMBERED_MAX = 4_096;

    private final Map<Hash, Transaction> waiting = new LinkedHashMap<>();
    private final Map<Hash, Transaction> included = new LinkedHashMap<>();
    private final Map<Hash, String> dropped = new LinkedHashMap<>();

    void add(Transaction transaction) {
        waiting.put(transaction.id(), transaction);
    }

    /** It did not come back from an earlier life: a block has it, which others will say, or something else took its place. */
    void lapsed(Transaction transaction, StateTrie state, Height next) {
        remember(dropped, transaction.id(), reason(transaction, state, next));
    }

    /** Some of those that wait, in turn: whom we name now comes last next time. */
    List<Hash> nextToRemindOf(int most) {
        List<Transaction> some = waiting.values().stream().limit(most).toList();
        for (Transaction transaction : some) {
            waiting.remove(transaction.id());
            waiting.put(transaction.id(), transaction);
        }
        return some.stream().map(Transaction::id).toList();
    }

    /** Why it was dropped, if it was. */
    Optional<String> dropped(Hash transaction) {
        return Optional.ofNullable(dropped.get(transaction));
    }

    /** The best chain is another; to be told when the mempool knows. */
    void tipMoved(List<Block> adopted, List<Block> abandoned) {
        for (Block block : abandoned) {
            for (Transaction transaction : block.transactions()) {
                if (included.remove(transaction.id()) != null) {
                    waiting.put(transaction.id(), transaction);
                }
            }
        }
        for (Block block : adopted) {
            for (Transaction transaction : block.transactions()) {
                if (waiting.remove(transaction.id()) != null) {
                    remember(included, transaction.id(), transaction);
                }
            }
        }
    }

    /** Whatever waits no longer, and is in no block, is dropped. */
    void sweep(Mempool mempool, StateTrie state, Height next, Outbox out) {
        for (Transaction transaction : new ArrayList<>(waiting.values())) {
            if (!mempool.contains(transaction.id())) {
                String reason = reason(transaction, state, next);
                waiting.remove(transaction.id());
                remember(dropped, transaction.id(), reason);
                out.report(new Fact.SubmissionDropped(transaction.id(), reason));
            }
        }
    }

    private static String reason(Transaction transaction, StateTrie state, Height next) {
        long nonce = transaction.body().nonce();
        if (nonce < state.account(transaction.sender()).nonce()) {
            return "nonce " + nonce + " of its sender was used by another transaction";
        }
        Height expiry = transaction.body().expiry();
        return expiry.compareTo(next) < 0
                ? "it expired at height " + expiry
                : "it gave way to one that pays more, or its sender cannot pay for it any longer";
    }

    private static <V> void remember(Map<Hash, V> memory, Hash id, V value) {
        if (memory.size() >= REMEMBERED_MAX) {
            memory.remove(memory.keySet().iterator().next());
        }
        memory.put(id, value);
    }
}
