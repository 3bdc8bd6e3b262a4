package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Transaction;

/**
 * Which own transactions need not be promised any longer: those whose nonce was used, or which had expired, in the snapshot before this one
 * and still in this one.
 *
 * <p>Rationale: a snapshot comes every thousand blocks or so; what was settled that long ago stands on every branch we could still adopt, and the log
 * of promises, which every start reads and checks, stays as short as what is really waiting.
 */
final class SettledPromises {
    private Set<Hash> settledBefore = Set.of();

    /** A snapshot was found or is about to be written; later ones are compared with it. */
    void note(Snapshot snapshot, OwnLog own) throws IOException {
        settledBefore = settled(own.transactions(), snapshot);
    }

    /** Takes what is settled in this snapshot, and was in the one before, out of the log. */
    void forget(Snapshot snapshot, OwnLog own) throws IOException {
        Set<Hash> settledNow = settled(own.transactions(), snapshot);
        own.forget(transaction -> settledNow.contains(transaction.id()) && settledBefore.contains(transaction.id()));
        settledBefore = settledNow;
    }

    private static Set<Hash> settled(List<Transaction> transactions, Snapshot snapshot) {
        Map<Address, Long> usedNonces = new HashMap<>();
        transactions.forEach(transaction -> usedNonces.put(sender(transaction), 0L));
        snapshot.state()
                .forEach((address, account) -> usedNonces.computeIfPresent(address, (known, none) -> account.nonce()));
        Set<Hash> settled = new HashSet<>();
        for (Transaction transaction : transactions) {
            boolean isNonceUsed = transaction.body().nonce() < usedNonces.getOrDefault(sender(transaction), 0L);
            boolean isExpired = transaction.body().expiry().compareTo(snapshot.height()) < 0;
            if (isNonceUsed || isExpired) {
                settled.add(transaction.id());
            }
        }
        return settled;
    }

    private static Address sender(Transaction transaction) {
        return Address.of(transaction.body().sender());
    }
}
