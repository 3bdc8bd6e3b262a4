package org.kindling.peer.core.chain;

import java.util.List;
import java.util.Optional;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Account;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.ledger.Payment;
import org.kindling.protocol.ledger.Transaction;

/**
 * How a block changes the state: a pure function of the parent's state and the block.
 *
 * <p>Transactions apply one after the other, each wholly or the block not at all: the sender pays amounts and fee, its nonce rises by
 * one, the payees receive. At the end the producer receives all fees and the reward. Signatures are checked elsewhere.
 */
public final class StateTransition {
    private final TransactionRules rules;
    private final Issuance issuance;

    /** What a block does to the state. */
    public sealed interface Result {
        /** The state after the block; its root is not computed yet. */
        record Moved(StateTrie state) implements Result {}

        /** The first transaction that is not allowed, and why; the state stays as it was. */
        record Refused(Hash transaction, Fault fault) implements Result {}
    }

    /** The rules of this network. */
    public StateTransition(NetworkSpec spec) {
        this.rules = new TransactionRules(spec);
        this.issuance = new Issuance(spec);
    }

    /** Applies transactions, in this order, as the block of this producer at this height, above genesis. */
    public Result apply(StateTrie parentState, Height height, Address producer, List<Transaction> transactions) {
        StateChanges changes = new StateChanges(parentState);
        Amount income = issuance.rewardAt(height);
        for (Transaction transaction : transactions) {
            Optional<Fault> fault = spend(changes, height, transaction);
            if (fault.isPresent()) {
                return new Result.Refused(transaction.id(), fault.get());
            }
            receive(changes, transaction.body().payload());
            income = income.plus(transaction.body().fee());
        }
        changes.credit(producer, income);
        return new Result.Moved(changes.applied());
    }

    private Optional<Fault> spend(StateChanges changes, Height height, Transaction transaction) {
        Optional<Fault> fault = rules.fault(transaction);
        if (fault.isPresent()) {
            return fault;
        }
        if (height.isAbove(transaction.body().expiry())) {
            return Optional.of(Fault.TRANSACTION_EXPIRED);
        }
        Address sender = transaction.sender();
        Account account = changes.account(sender);
        long nonce = transaction.body().nonce();
        if (nonce != account.nonce()) {
            return Optional.of(nonce < account.nonce() ? Fault.NONCE_USED : Fault.NONCE_TOO_FAR);
        }
        Amount cost = transaction.cost();
        if (account.balance().isLessThan(cost)) {
            return Optional.of(Fault.BALANCE_TOO_LOW);
        }
        changes.put(sender, new Account(account.balance().minus(cost), nonce + 1));
        return Optional.empty();
    }

    private static void receive(StateChanges changes, Payload payload) {
        if (payload instanceof Payload.Transfer transfer) {
            for (Payment payment : transfer.payments()) {
                changes.credit(payment.to(), payment.amount());
            }
        }
    }
}
