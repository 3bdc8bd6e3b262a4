package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/** Somebody we might call: a peer known by name, or an address whose owner is not known yet. */
final class Contact {
    private final @Nullable NodeId node;
    private final String source;
    private List<Endpoint> endpoints;
    private @Nullable PeerRecord record;
    private long lastMetMillis;
    private long nextTryMillis;
    private int failures;
    private boolean isTriedInThisLife;
    private boolean isAnchor;
    private boolean isManual;

    Contact(@Nullable NodeId node, Endpoint endpoint, String source) {
        this.node = node;
        this.endpoints = List.of(endpoint);
        this.source = source;
    }

    Contact(PeerRecord record, String source) {
        this.node = record.nodeId();
        this.endpoints = record.endpoints();
        this.record = record;
        this.source = source;
    }

    Optional<NodeId> node() {
        return Optional.ofNullable(node);
    }

    String source() {
        return source;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    Optional<PeerRecord> record() {
        return Optional.ofNullable(record);
    }

    boolean isDialable() {
        return !endpoints.isEmpty();
    }

    /** Where to call next: the address that last worked first, after a failure the next one. */
    Endpoint endpoint() {
        return endpoints.get(failures % endpoints.size());
    }

    /** @return whether this is news */
    boolean take(PeerRecord newer) {
        if (record != null && record.sequence() >= newer.sequence()) {
            return false;
        }
        record = newer;
        if (!newer.endpoints().isEmpty()) {
            endpoints = newer.endpoints();
        }
        return true;
    }

    /** A link to it stands. */
    void met(long nowMillis) {
        lastMetMillis = nowMillis;
        failures = 0;
    }

    /** This address led to it. */
    void foundAt(Endpoint endpoint) {
        List<Endpoint> sorted = new ArrayList<>(endpoints);
        sorted.remove(endpoint);
        sorted.add(0, endpoint);
        endpoints = List.copyOf(sorted.subList(0, Math.min(sorted.size(), PeerRecord.ENDPOINTS_MAX)));
    }

    void failed(long nextTryAtMillis) {
        failures++;
        nextTryMillis = nextTryAtMillis;
    }

    void restUntil(long nextTryAtMillis) {
        nextTryMillis = nextTryAtMillis;
    }

    void tried() {
        isTriedInThisLife = true;
    }

    boolean isTriedInThisLife() {
        return isTriedInThisLife;
    }

    /** Whether a link to it ever stood; only that makes an address more than hearsay. */
    boolean isMet() {
        return lastMetMillis > 0;
    }

    long lastMetMillis() {
        return lastMetMillis;
    }

    long nextTryMillis() {
        return nextTryMillis;
    }

    int failures() {
        return failures;
    }

    boolean isAnchor() {
        return isAnchor;
    }

    void anchor(boolean holds) {
        isAnchor = holds;
    }

    boolean isManual() {
        return isManual;
    }

    void manual() {
        isManual = true;
    }

    void remember(long metMillis) {
        lastMetMillis = Math.max(lastMetMillis, metMillis);
    }

    /** Whether others may be told of it. */
    boolean isListableAt(long nowMillis) {
        PeerRecord known = record;
        return known != null
                && !known.endpoints().isEmpty()
                && !known.isExpiredAt(nowMillis)
                && known.expiryMillis() <= nowMillis + PeerRecord.LIFETIME_MILLIS_MAX;
    }
}
