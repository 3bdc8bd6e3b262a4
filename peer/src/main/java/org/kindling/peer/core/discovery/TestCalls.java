package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.identity.NodeId;

/**
 * Calls made only to see whether somebody exists whom a tracker named: to prove the node key is enough.
 *
 * <p>Never more than {@link #CALLS_MAX} at once; whom there is no room for is not called. Every call ends, because its time is bounded.
 *
 * <p>A host is tried once in {@link #HOST_MILLIS}, and no more than {@link #HOSTS_MAX} hosts are in that time, by whomever and as whomever they
 * are named. Rationale: a tracker can sign any number of new identities that all live at one victim, and tell everybody. On our own machine,
 * where many peers share one host, each port is a host of its own.
 */
final class TestCalls {
    static final int HOSTS_MAX = 512;
    static final long HOST_MILLIS = 600_000;
    private static final int CALLS_MAX = 16;

    private final long timeoutMillis;
    private final List<Call> waiting = new ArrayList<>();
    private final Map<LinkId, Call> underWay = new LinkedHashMap<>();
    private final Map<LinkId, Call> answered = new LinkedHashMap<>();
    private final Map<String, Long> takenAt = new LinkedHashMap<>();

    /** @param claim what is put to the test */
    record Call(Trials.Claim claim, Door door) {}

    TestCalls(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    /** Takes the turn of the host of this endpoint, if it has one. @return whether it had */
    boolean take(Endpoint endpoint, long nowMillis) {
        if (!isFree(endpoint, nowMillis) || takenAt.size() >= HOSTS_MAX) {
            return false;
        }
        takenAt.put(host(endpoint), nowMillis);
        return true;
    }

    /** Whether the host of this endpoint has not had its turn lately. */
    boolean isFree(Endpoint endpoint, long nowMillis) {
        takenAt.values().removeIf(taken -> nowMillis - taken >= HOST_MILLIS);
        return !takenAt.containsKey(host(endpoint));
    }

    private static String host(Endpoint endpoint) {
        boolean isHere = endpoint.ip().filter(IpAddress::isLoopback).isPresent();
        return isHere ? endpoint.toString() : endpoint.host();
    }

    void plan(Call call, long nowMillis) {
        if (waiting.size() + underWay.size() < CALLS_MAX && take(call.door().endpoint(), nowMillis)) {
            waiting.add(call);
        }
    }

    boolean isPlanned() {
        return !waiting.isEmpty();
    }

    /** @param shunned whom we do not call, for whatever reason */
    void wake(Predicate<Door> shunned, Outbox out) {
        for (Call call : waiting) {
            if (!shunned.test(call.door())) {
                LinkId link =
                        out.dial(call.door().endpoint(), Optional.of(call.door().node()), timeoutMillis);
                underWay.put(link, call);
            }
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
