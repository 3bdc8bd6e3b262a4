package org.kindling.peer.core.gossip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.crypto.Hash;

/**
 * Transactions we asked one link for after its IHAVE. One open question per transaction; when it lapses, the next announcer is asked.
 */
final class Wants {
    private record Want(LinkId link, long deadlineMillis) {}

    private final int most;
    private final long timeoutMillis;
    private final Map<Hash, Want> open = new LinkedHashMap<>();

    Wants(int most, long timeoutMillis) {
        this.most = most;
        this.timeoutMillis = timeoutMillis;
    }

    /** @return whether to ask this link for it now */
    boolean ask(Hash transaction, LinkId link, long nowMillis) {
        Want want = open.get(transaction);
        if (want != null && want.deadlineMillis > nowMillis) {
            return false;
        }
        if (want == null && open.size() >= most) {
            return false;
        }
        open.put(transaction, new Want(link, nowMillis + timeoutMillis));
        return true;
    }

    void arrived(Hash transaction) {
        open.remove(transaction);
    }

    /** Forgets lapsed questions. */
    void expire(long nowMillis) {
        open.values().removeIf(want -> want.deadlineMillis <= nowMillis);
    }

    void lost(LinkId link) {
        List<Hash> gone = new ArrayList<>();
        open.forEach((transaction, want) -> {
            if (want.link.equals(link)) {
                gone.add(transaction);
            }
        });
        gone.forEach(open::remove);
    }
}
