package org.kindling.peer.core.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.kindling.protocol.identity.NodeId;

/**
 * Identities that did what no honest peer does, for a while.
 *
 * <p>Identities, not addresses. Rationale: behind one address may stand many peers, and an address is easily borrowed to get
 * somebody else shut out.
 * <p>Bounded: when it is full the oldest entry goes. Rationale: identities cost nothing to make, so the list is a nuisance to an
 * attacker, never a defence that may cost us memory.
 */
final class Discouraged {
    private final int most;
    private final long lastsMillis;
    private final Map<NodeId, Long> until = new LinkedHashMap<>();

    Discouraged(int most, long lastsMillis) {
        this.most = most;
        this.lastsMillis = lastsMillis;
    }

    void add(NodeId node, long nowMillis) {
        until.remove(node);
        until.put(node, nowMillis + lastsMillis);
        while (until.size() > most) {
            until.remove(until.keySet().iterator().next());
        }
    }

    boolean contains(NodeId node, long nowMillis) {
        Long end = until.get(node);
        return end != null && nowMillis < end;
    }

    int size() {
        return until.size();
    }
}
