package org.kindling.peer.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.boundary.Verdict;
import org.kindling.peer.core.gossip.Gossip;
import org.kindling.peer.core.validation.CheckTransactions;
import org.kindling.peer.core.validation.TransactionsChecked;
import org.kindling.peer.core.validation.VerifiedTransaction;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;

/**
 * Transactions on their way from hearsay to the mempool and on to others: cheap checks, signatures elsewhere, the mempool, the mesh.
 *
 * <p>A transaction submitted here is on disk before it is acknowledged or told to anyone (INV-001).
 */
final class TransactionIntake {
    private static final long REMIND_MILLIS = 10_000;

    private final Parts parts;
    private int unverified;
    private long nextReminderMillis;

    TransactionIntake(Parts parts, long nowMillis) {
        this.parts = parts;
        this.nextReminderMillis = nowMillis + REMIND_MILLIS;
    }

    private Height next() {
        return parts.chain.head().height().next();
    }

    // ------------------------------------------------------------------ submitted here

    /** Submitted in an earlier life and promised; back into the mempool unless a block has it. */
    void recovered(List<Transaction> transactions) {
        if (!transactions.isEmpty()) {
            check(Optional.empty(), transactions);
        }
    }

    void submitted(Event.Submitted event) {
        Transaction transaction = event.transaction();
        if (parts.mempool.contains(transaction.id())) {
            settle(event.token(), transaction, Verdict.ALREADY_KNOWN);
            return;
        }
        Verdict verdict = parts.isStorageBroken
                ? new Verdict.Waiting("the disk of this peer refuses to write; submit elsewhere")
                : parts.mempool.admissible(transaction, parts.chain.state(), next());
        if (verdict.isAccepted()) {
            parts.errands.expect(
                    parts.out.compute(new CheckTransactions(List.of(transaction))),
                    new Errand.CheckSubmission(event.token(), transaction));
        } else {
            settle(event.token(), transaction, verdict);
        }
    }

    void checked(Errand.CheckSubmission errand, TransactionsChecked outcome) {
        Verdict verdict = new Verdict.Rejected(Fault.TRANSACTION_FORGED);
        for (VerifiedTransaction verified : outcome.verified()) {
            parts.chain.remember(verified);
            verdict = parts.mempool.admissible(verified.transaction(), parts.chain.state(), next());
            if (verdict.isAccepted()) {
                Token token = parts.out.persist(List.of(new Entry.OwnTransaction(verified.transaction())));
                parts.errands.expect(token, new Errand.LogSubmission(errand.submission(), verified));
                return;
            }
        }
        settle(errand.submission(), errand.transaction(), verdict);
    }

    /** Only now into the mempool: what waits there is shown to every new neighbour and may be mined at any moment. */
    void logged(Errand.LogSubmission errand) {
        Transaction transaction = errand.transaction().transaction();
        Verdict verdict = parts.mempool.add(errand.transaction(), parts.chain.state(), next());
        settle(errand.submission(), transaction, verdict);
        if (verdict.isAccepted()) {
            parts.own.add(transaction);
            parts.gossip.publish(transaction, parts.out);
        }
    }

    void notLogged(Errand.LogSubmission errand, String reason) {
        settle(
                errand.submission(),
                errand.transaction().transaction(),
                new Verdict.Waiting("it could not be written down: " + reason));
    }

    private void settle(Token submission, Transaction transaction, Verdict verdict) {
        parts.out.report(new Fact.SubmissionSettled(submission, transaction.id(), verdict));
    }

    // ------------------------------------------------------------------ heard from others

    /** @return the fault of the link, if what it says is its own wrong; then nothing it showed counts as seen */
    Optional<Fault> heard(LinkId from, List<Transaction> shown) {
        List<Transaction> fresh = parts.gossip.fresh(from, shown);
        List<Transaction> worthChecking = new ArrayList<>();
        for (Transaction transaction : fresh) {
            if (parts.mempool.contains(transaction.id())) {
                parts.gossip.isKnown(transaction.id());
                continue;
            }
            Verdict verdict = parts.mempool.admissible(transaction, parts.chain.state(), next());
            if (verdict.isAccepted() && unverified + worthChecking.size() < unverifiedMax()) {
                worthChecking.add(transaction);
                continue;
            }
            parts.gossip.forget(transaction);
            Optional<Fault> fault = verdict.refusal().filter(wrong -> wrong.blame() != Fault.Blame.NONE);
            if (fault.isPresent()) {
                fresh.forEach(parts.gossip::forget);
                refused(from, transaction, fault.get());
                return fault;
            }
        }
        if (!worthChecking.isEmpty()) {
            parts.gossip.inCheck(from, worthChecking, parts.out);
            check(Optional.of(from), worthChecking);
        }
        return Optional.empty();
    }

    private int unverifiedMax() {
        return parts.setup.limits().mempool().unverifiedMax();
    }

    private void check(Optional<LinkId> from, List<Transaction> transactions) {
        unverified += transactions.size();
        parts.errands.expect(
                parts.out.compute(new CheckTransactions(transactions)), new Errand.CheckGossip(from, transactions));
    }

    /** @return the fault of the link that showed them, if one was forged */
    Optional<Fault> checked(Errand.CheckGossip errand, TransactionsChecked outcome, long nowMillis) {
        unverified -= errand.transactions().size();
        List<Transaction> accepted = new ArrayList<>();
        for (VerifiedTransaction verified : outcome.verified()) {
            Transaction transaction = verified.transaction();
            parts.chain.remember(verified);
            Verdict verdict = parts.mempool.add(verified, parts.chain.state(), next());
            if (verdict.isAccepted()) {
                accepted.add(transaction);
                if (errand.isOurs()) {
                    parts.own.add(transaction);
                }
                parts.out.report(new Fact.TransactionAccepted(transaction.id(), parts.mempool.size()));
            } else {
                parts.gossip.forget(transaction);
                lapsed(errand, transaction);
            }
        }
        if (!accepted.isEmpty()) {
            parts.gossip.passOn(accepted, parts.out);
            errand.from().ifPresent(link -> parts.sessions.wasUseful(link, nowMillis));
        }
        for (Transaction forged : outcome.forged()) {
            errand.from().ifPresent(link -> {
                parts.gossip.forged(link, forged, parts.out);
                refused(link, forged, Fault.TRANSACTION_FORGED);
            });
        }
        return outcome.forged().isEmpty() ? Optional.empty() : Optional.of(Fault.TRANSACTION_FORGED);
    }

    private void lapsed(Errand.CheckGossip errand, Transaction transaction) {
        if (errand.isOurs()) {
            parts.own.lapsed(transaction, parts.chain.state(), next());
        }
    }

    private void refused(LinkId from, Transaction transaction, Fault fault) {
        parts.sessions
                .find(from)
                .ifPresent(session -> parts.out.report(
                        new Fact.TransactionRefused(transaction.id(), fault, NodeId.of(session.key()))));
    }

    // ------------------------------------------------------------------ time

    void wake(long nowMillis) {
        if (nowMillis < nextReminderMillis) {
            return;
        }
        nextReminderMillis = nowMillis + REMIND_MILLIS;
        parts.own.sweep(parts.mempool, parts.chain.state(), next(), parts.out);
        parts.gossip.remind(parts.own.nextToRemindOf(Gossip.ANNOUNCED_MAX), parts.out);
    }

    long nextDeadlineMillis() {
        return nextReminderMillis;
    }
}
