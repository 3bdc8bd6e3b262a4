package org.kindling.peer.core.discovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;

/** The links that stand, and how many were lost lately. */
final class Neighbours {
    private static final int LOSSES_AT_LEAST = 2;
    /** One of two links that were dialled at the same moment goes sooner than this; that is no loss. */
    private static final long STOOD_MILLIS_MIN = 2_000;

    private final long windowMillis;
    private final Map<LinkId, Session> links = new LinkedHashMap<>();
    private final Deque<Long> losses = new ArrayDeque<>();

    Neighbours(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    void settled(Session session) {
        links.put(session.link(), session);
    }

    /** @return whether the peer is gone, not just one of two links to it */
    boolean lost(Session session, long nowMillis) {
        if (links.remove(session.link()) == null || isLinked(session.node())) {
            return false;
        }
        if (nowMillis - session.sinceMillis() >= STOOD_MILLIS_MIN) {
            losses.addLast(nowMillis);
        }
        forgetOldLosses(nowMillis);
        return true;
    }

    /** @return how many links went within the window, if that is half of them or more and more than one; otherwise 0 */
    int takeCollapse(long nowMillis) {
        forgetOldLosses(nowMillis);
        int lost = losses.size();
        if (lost < LOSSES_AT_LEAST || lost < links.size()) {
            return 0;
        }
        losses.clear();
        return lost;
    }

    private void forgetOldLosses(long nowMillis) {
        while (!losses.isEmpty() && nowMillis - losses.peekFirst() > windowMillis) {
            losses.removeFirst();
        }
    }

    Optional<Endpoint> remote(LinkId link) {
        return find(link).map(Session::remote);
    }

    Optional<Session> find(LinkId link) {
        return Optional.ofNullable(links.get(link));
    }

    boolean isLinked(NodeId node) {
        for (Session session : links.values()) {
            if (session.node().equals(node)) {
                return true;
            }
        }
        return false;
    }

    Set<NodeId> nodes() {
        Set<NodeId> nodes = new LinkedHashSet<>();
        links.values().forEach(session -> nodes.add(session.node()));
        return nodes;
    }

    int size() {
        return links.size();
    }

    int outbound() {
        int outbound = 0;
        for (Session session : links.values()) {
            outbound += session.isOutbound() ? 1 : 0;
        }
        return outbound;
    }

    List<Session> all() {
        return new ArrayList<>(links.values());
    }

    /** Nodes at the end of the outbound links that stand longest. */
    List<NodeId> oldestOutbound(int most) {
        return links.values().stream()
                .filter(Session::isOutbound)
                .limit(most)
                .map(Session::node)
                .toList();
    }
}
