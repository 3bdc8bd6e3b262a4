package org.kindling.peer.lab.invariant;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Transaction;

/** INV-004: every transaction of every block on a best chain carries its sender's own signature. */
final class EveryTransactionSigned implements Invariant {
    private final SignatureRule rule = SignatureRule.best();
    private final Set<Hash> checkedBlocks = new HashSet<>();
    /** With their signatures, which their ids do not cover. */
    private final Set<Transaction> checkedTransactions = new HashSet<>();

    @Override
    public String promise() {
        return "INV-004 every transaction is truly signed";
    }

    @Override
    public Optional<String> afterStep(Moment moment) {
        return NewTips.in(moment).flatMap(this::judge);
    }

    private Optional<String> judge(PeerView view) {
        Hash at = view.head().block();
        while (!at.equals(Hash.ZERO) && checkedBlocks.add(at)) {
            Optional<Block> block = view.block(at);
            if (block.isEmpty()) {
                return Optional.of("stands on block " + at.shortHex() + " without having it");
            }
            for (Transaction transaction : block.get().transactions()) {
                if (!isTrulySigned(transaction)) {
                    return Optional.of(transaction + " in " + block.get() + " is not signed by its sender");
                }
            }
            at = block.get().header().parent();
        }
        return Optional.empty();
    }

    private boolean isTrulySigned(Transaction transaction) {
        return !checkedTransactions.add(transaction)
                || rule.accepts(transaction.body().sender(), transaction.id(), transaction.signature());
    }
}
