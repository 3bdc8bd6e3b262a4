package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.NodeId;

/**
 * Calls made only to see whether somebody exists whom a tracker named: to prove the node key is enough.
 *
 * <p>Never more than {@link #CALLS_MAX} at once; whom there is no room for is not called. Every call ends, because its time is bounded.
 */
final class TestCalls {
    private static final int CALLS_MAX = 16;

    private final long timeoutMillis;
    private final List<Call> waiting = new ArrayList<>();
    private final Map<LinkId, Call> underWay = new LinkedHashMap<>();
    private final Map<LinkId, Call> answered = new LinkedHashMap<>();

    /** @param tracker who named him */
    record Call(String tracker, Door door) {}

    TestCalls(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    void plan(Call call) {
        if (waiting.size() + underWay.size() < CALLS_MAX) {
            waiting.add(call);
        }
    }

    boolean isPlanned() {
        return !waiting.isEmpty();
    }

    void wake(Outbox out) {
        for (Call call : waiting) {
            LinkId link =
                    out.dial(call.door().endpoint(), Optional.of(call.door().node()), timeoutMillis);
            underWay.put(link, call);
        }
        waiting.clear();
    }

    /** Somebody proved to be there. @return the call, if it was one of these and he is whom we called */
    Optional<Call> connected(LinkId link, NodeId proven) {
        Call call = underWay.remove(link);
        if (call == null || !call.door().node().equals(proven)) {
            return Optional.empty();
        }
        if (answered.size() >= CALLS_MAX) {
            answered.remove(answered.keySet().iterator().next());
        }
        answered.put(link, call);
        return Optional.of(call);
    }

    /** @return the call, if it was one of these and nobody was there */
    Optional<Call> failed(LinkId link) {
        answered.remove(link);
        return Optional.ofNullable(underWay.remove(link));
    }

    /** Whether this link has served its purpose. */
    boolean isServed(LinkId link) {
        return answered.remove(link) != null;
    }
}
