package org.kindling.peer.core.chain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.kindling.peer.boundary.Outcome;
import org.kindling.peer.boundary.Work;
import org.kindling.peer.core.validation.VerifiedTransaction;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Transaction;

/**
 * Checks all of a body that needs no state: it hashes to the header's root, fits its limits, repeats nothing, is truly signed.
 *
 * <p>A body that does not hash to the root, or whose signatures do not fit, condemns only itself: the header may have a good one
 * (CVE-2012-2459). Ids cover no signatures, so a wrong signature too can be slipped under a good header by anybody on the way.
 *
 * @param unverified those of its transactions whose signature nobody here has checked yet
 */
record CheckBody(Block block, List<Transaction> unverified) implements Work {
    /** Two bodies of one header may differ, in their signatures if nothing else. */
    private record Key(Block block) {}

    @Override
    public Outcome run(SignatureRule rule) {
        List<Transaction> transactions = block.transactions();
        if (!Block.transactionRoot(transactions).equals(block.header().transactionRoot())) {
            return failed(Fault.BLOCK_TRANSACTION_ROOT, false);
        }
        if (transactions.size() != block.header().transactionCount()) {
            return failed(Fault.BLOCK_TRANSACTION_ROOT, true);
        }
        if (block.sizeBytes() > Block.BYTES_MAX) {
            return failed(Fault.BLOCK_TOO_LARGE, true);
        }
        if (repeatsSomething(transactions)) {
            return failed(Fault.BLOCK_TRANSACTION, true);
        }
        for (Transaction transaction : unverified) {
            if (!VerifiedTransaction.isTrulySigned(transaction, rule)) {
                return failed(Fault.TRANSACTION_FORGED, false);
            }
        }
        return new BlockOutcome.BodyPassed(block);
    }

    @Override
    public Object memoKey() {
        return new Key(block);
    }

    private BlockOutcome failed(Fault fault, boolean isForGood) {
        return new BlockOutcome.BodyFailed(block.id(), fault, isForGood);
    }

    private static boolean repeatsSomething(List<Transaction> transactions) {
        Set<Hash> ids = new LinkedHashSet<>();
        for (Transaction transaction : transactions) {
            if (!ids.add(transaction.id())) {
                return true;
            }
        }
        return false;
    }
}
