package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/** Somebody we might call: a peer known by name, or an address whose owner is not known yet. */
final class Contact {
    /** After so many failures in a row somebody counts as gone, though he is still called now and then. */
    private static final int GONE_FAILURES = 3;
    /** After so many, even somebody we once had a link with may be given up for hearsay. */
    private static final int HOPELESS_FAILURES = 10;

    private final @Nullable NodeId node;
    private final String source;
    private final Function<Endpoint, String> grouping;
    private List<Endpoint> endpoints;
    private String group;
    private @Nullable PeerRecord record;
    private long lastMetMillis;
    private long answeredSinceMillis;
    private long lastAnsweredMillis;
    private long nextTryMillis;
    private int failures;
    private boolean isCalledInThisLife;
    private boolean isAnchor;
    private boolean isManual;

    /**
     * @param node nothing while the owner of the address is not known
     * @param source who told us: a network group, the URL of a tracker, a capsule, the operator
     */
    Contact(@Nullable NodeId node, List<Endpoint> endpoints, String source, Function<Endpoint, String> grouping) {
        this.node = node;
        this.source = source;
        this.grouping = grouping;
        this.endpoints = List.copyOf(endpoints);
        this.group = grouping.apply(endpoints.get(0));
    }

    Optional<NodeId> node() {
        return Optional.ofNullable(node);
    }

    String source() {
        return source;
    }

    /** Never none; if a call of ours was ever answered, the address that answered last stands first. */
    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** The network group of its first address. */
    String group() {
        return group;
    }

    Optional<PeerRecord> record() {
        return Optional.ofNullable(record);
    }

    /** Where to call next: the address that last worked first, after a failure the next one. */
    Endpoint endpoint() {
        return endpoints.get(failures % endpoints.size());
    }

    /** All of its addresses, beginning with {@link #endpoint}. */
    List<Endpoint> turns() {
        int turn = failures % endpoints.size();
        if (turn == 0) {
            return endpoints;
        }
        List<Endpoint> turns = new ArrayList<>(endpoints);
        Collections.rotate(turns, -turn);
        return turns;
    }

    /** @return whether this is news */
    boolean take(PeerRecord newer) {
        if (record != null && record.sequence() >= newer.sequence()) {
            return false;
        }
        record = newer;
        if (!newer.endpoints().isEmpty()) {
            List<Endpoint> named = new ArrayList<>(newer.endpoints());
            if (hasAnswered()) {
                named.add(0, endpoints.get(0));
            }
            lead(named);
        }
        return true;
    }

    private void lead(List<Endpoint> best) {
        Set<Endpoint> distinct = new LinkedHashSet<>(best);
        endpoints = distinct.stream().limit(PeerRecord.ENDPOINTS_MAX).toList();
        group = grouping.apply(endpoints.get(0));
    }

    /** What counts as one network group has changed. */
    void regroup() {
        group = grouping.apply(endpoints.get(0));
    }

    /** A link to it stands, whoever called. */
    void met(long nowMillis) {
        lastMetMillis = Math.max(lastMetMillis, nowMillis);
        failures = 0;
    }

    /** A call of ours to this address was answered by it. */
    void answered(Endpoint endpoint, long nowMillis) {
        List<Endpoint> sorted = new ArrayList<>(endpoints);
        sorted.add(0, endpoint);
        lead(sorted);
        answeredSinceMillis = hasAnswered() ? answeredSinceMillis : nowMillis;
        lastAnsweredMillis = Math.max(lastAnsweredMillis, nowMillis);
        met(nowMillis);
    }

    void failed(long nextTryAtMillis) {
        failures++;
        nextTryMillis = nextTryAtMillis;
    }

    void restUntil(long nextTryAtMillis) {
        nextTryMillis = nextTryAtMillis;
    }

    void called() {
        isCalledInThisLife = true;
    }

    boolean isCalledInThisLife() {
        return isCalledInThisLife;
    }

    /** Whether a call of ours was ever answered; only that makes an address more than hearsay. */
    boolean hasAnswered() {
        return lastAnsweredMillis > 0;
    }

    /** When a call of ours was first answered, as far as is known: of an earlier life only the last time is. */
    long answeredSinceMillis() {
        return answeredSinceMillis;
    }

    long lastAnsweredMillis() {
        return lastAnsweredMillis;
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

    boolean isGone() {
        return failures >= GONE_FAILURES;
    }

    /** Whether hearsay may take its place. */
    boolean isSpare() {
        boolean isKept = isManual || isAnchor;
        return !isKept && failures >= (lastMetMillis > 0 ? HOPELESS_FAILURES : GONE_FAILURES);
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

    void notManual() {
        isManual = false;
    }

    /** What an earlier life knew of it. */
    void remember(long metMillis, long answeredMillis) {
        lastMetMillis = metMillis;
        lastAnsweredMillis = answeredMillis;
        answeredSinceMillis = answeredMillis;
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
