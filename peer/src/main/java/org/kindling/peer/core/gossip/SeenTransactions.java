package org.kindling.peer.core.gossip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.crypto.Hash;

/**
 * Which transactions we have been shown lately and by whom. Bounded; the oldest is forgotten first, which costs one needless check later.
 */
final class SeenTransactions {
    private static final int HOLDERS_MAX = 16;

    private final int most;
    private final Map<Hash, List<LinkId>> holders = new LinkedHashMap<>();

    SeenTransactions(int most) {
        this.most = most;
    }

    boolean contains(Hash transaction) {
        return holders.containsKey(transaction);
    }

    /** @return whether it is new */
    boolean add(Hash transaction) {
        if (holders.putIfAbsent(transaction, new ArrayList<>(2)) != null) {
            return false;
        }
        if (holders.size() > most) {
            holders.remove(holders.keySet().iterator().next());
        }
        return true;
    }

    void heldBy(Hash transaction, LinkId link) {
        List<LinkId> list = holders.get(transaction);
        if (list != null && list.size() < HOLDERS_MAX && !list.contains(link)) {
            list.add(link);
        }
    }

    boolean isHeldBy(Hash transaction, LinkId link) {
        return holders.getOrDefault(transaction, List.of()).contains(link);
    }

    /** It was refused for a reason that may pass; whoever shows it again gets another hearing. */
    void forget(Hash transaction) {
        holders.remove(transaction);
    }
}
