package org.kindling.peer.core.chain;

import java.util.Optional;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Transaction;
import org.kindling.protocol.ledger.TransactionBody;

/** What a transaction must fulfil whatever the state is, signature apart. */
public final class TransactionRules {
    private final NetworkId network;
    private final int branch;
    private final NetworkSpec spec;

    /** The rules of this network. */
    public TransactionRules(NetworkSpec spec) {
        this.network = spec.id();
        this.branch = spec.branch();
        this.spec = spec;
    }

    /** Why this network never takes this transaction; empty if it may. */
    public Optional<Fault> fault(Transaction transaction) {
        TransactionBody body = transaction.body();
        if (!body.network().equals(network) || body.branch() != branch) {
            return Optional.of(Fault.TRANSACTION_OF_ANOTHER_NETWORK);
        }
        if (body.fee().isLessThan(spec.feeMin(transaction.sizeBytes()))) {
            return Optional.of(Fault.FEE_TOO_LOW);
        }
        return Optional.empty();
    }
}
