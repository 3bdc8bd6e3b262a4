package org.kindling.peer.core.mempool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.kindling.protocol.ledger.Account;

/** What waits of one sender, by nonce; there may be gaps. */
final class SenderQueue {
    private final TreeMap<Long, WaitingTransaction> byNonce = new TreeMap<>();

    Optional<WaitingTransaction> at(long nonce) {
        return Optional.ofNullable(byNonce.get(nonce));
    }

    void put(WaitingTransaction waiting) {
        byNonce.put(waiting.nonce(), waiting);
    }

    void remove(WaitingTransaction waiting) {
        byNonce.remove(waiting.nonce(), waiting);
    }

    int size() {
        return byNonce.size();
    }

    boolean isEmpty() {
        return byNonce.isEmpty();
    }

    /** This one and those behind it: what could not be included without it. */
    List<WaitingTransaction> from(WaitingTransaction first) {
        return List.copyOf(byNonce.tailMap(first.nonce(), true).values());
    }

    /** Those with a later nonce. */
    List<WaitingTransaction> after(long nonce) {
        return List.copyOf(byNonce.tailMap(nonce, false).values());
    }

    /** What no longer fits the sender's account: used nonces, and those that its balance does not reach any more. */
    List<WaitingTransaction> notFitting(Account account) {
        long left = account.balance().units();
        boolean isSpent = false;
        List<WaitingTransaction> leaving = new ArrayList<>();
        for (WaitingTransaction waiting : byNonce.values()) {
            boolean isUsed = waiting.nonce() < account.nonce();
            if (!isUsed) {
                isSpent = isSpent || waiting.cost().units() > left;
                left -= isSpent ? 0 : waiting.cost().units();
            }
            if (isUsed || isSpent) {
                leaving.add(waiting);
            }
        }
        return leaving;
    }

    /** The first nonce from this one on that is still free. */
    long nextNonce(long from) {
        long next = from;
        while (byNonce.containsKey(next)) {
            next++;
        }
        return next;
    }

    /** Sum of what all of these but the one with this nonce cost; each is below 2^53 and there are few, so it fits. */
    long costBesides(long nonce) {
        long sum = 0;
        for (WaitingTransaction waiting : byNonce.values()) {
            sum += waiting.nonce() == nonce ? 0 : waiting.cost().units();
        }
        return sum;
    }
}
