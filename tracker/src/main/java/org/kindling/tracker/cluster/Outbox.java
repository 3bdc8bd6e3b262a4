package org.kindling.tracker.cluster;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.protocol.Bytes;
import org.kindling.tracker.cluster.Member.Kind;

/**
 * Puts what this member heard where the others find it, in batches.
 *
 * <p>Each batch is written under a key of its own; when there are too many the oldest is taken away. Rationale: so no two members ever write the same
 * entry, and however many announces one of them is flooded with, what it leaves in the cluster is bounded.
 *
 * <p>A batch that is not there though its time is not up is put there again. Rationale: members die two at a time, and splits end while something is
 * being written; what gets lost then is still known to whoever wrote it.
 *
 * <p>Used by several threads.
 */
final class Outbox {
    /** What lapses sooner than this is not put back. */
    private static final long WORTH_MILLIS = 2_000;

    private final Member member;
    private final SharedSecret secret;
    private final ClusterLimits limits;
    private final ClusterMeters meters;
    private final InstantSource clock;
    private final long writer = new SecureRandom().nextLong();
    private final Map<Kind, Map<String, Written>> written = new EnumMap<>(Kind.class);
    private long number;
    private int onTheWay;

    Outbox(Member member, SharedSecret secret, ClusterLimits limits, ClusterMeters meters, InstantSource clock) {
        this.member = member;
        this.secret = secret;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
    }

    /** Whether this is a batch of this member's own. */
    boolean wrote(String key) {
        return EntryKey.isOf(writer, key);
    }

    /** Does not wait until it is kept. Rationale: a member that has just died must not hold up what others hear. */
    synchronized void tell(Batch batch) {
        tell(Kind.SIGNED, new Batch(batch.signed(), List.of()), limits.signedBatchesMax(), limits.signedSeconds());
        tell(Kind.BARE, new Batch(List.of(), batch.bare()), limits.bareBatchesMax(), limits.bareSeconds());
    }

    private void tell(Kind kind, Batch batch, int batchesMax, int seconds) {
        long untilMillis = clock.millis() + 1_000L * seconds;
        for (BatchCodec.Piece piece : BatchCodec.encode(batch, limits.batchBytesMax())) {
            String key = new EntryKey(writer, number++).text();
            Bytes sealed = Bytes.wrap(secret.seal(key, piece.bytes().toArray()));
            Written fresh = new Written(sealed, piece.sightings(), untilMillis, false);
            batches(kind).put(key, fresh);
            put(kind, key, fresh);
        }
        while (batches(kind).size() > batchesMax) {
            String oldest = batches(kind).keySet().iterator().next();
            batches(kind).remove(oldest);
            member.drop(kind, oldest);
        }
    }

    /** The batches of this member's own that should be there by now. */
    synchronized List<String> due(Kind kind) {
        long nowMillis = clock.millis();
        batches(kind).values().removeIf(batch -> batch.untilMillis() - nowMillis < WORTH_MILLIS);
        List<String> due = new ArrayList<>();
        batches(kind).forEach((key, batch) -> {
            if (!batch.isOnTheWay()) {
                due.add(key);
            }
        });
        return due;
    }

    /** Puts these there again. */
    synchronized void mend(Kind kind, Collection<String> lost) {
        for (String key : lost) {
            Written batch = batches(kind).get(key);
            if (batch != null && !batch.isOnTheWay()) {
                put(kind, key, batch);
            }
        }
    }

    /** What is too much at a time is found lost, and put there later. */
    private void put(Kind kind, String key, Written batch) {
        if (onTheWay >= limits.onTheWayMax()) {
            return;
        }
        onTheWay++;
        batches(kind).put(key, batch.onTheWay(true));
        member.put(kind, key, batch.sealed(), batch.untilMillis() - clock.millis())
                .whenComplete((done, failed) -> arrived(kind, key, batch, failed == null));
    }

    private synchronized void arrived(Kind kind, String key, Written batch, boolean isKept) {
        onTheWay--;
        batches(kind).replace(key, batch.onTheWay(false));
        if (isKept) {
            meters.told(batch.sightings());
        }
    }

    private Map<String, Written> batches(Kind kind) {
        return written.computeIfAbsent(kind, none -> new LinkedHashMap<>());
    }

    /** A batch until its time is up. */
    private record Written(Bytes sealed, int sightings, long untilMillis, boolean isOnTheWay) {
        Written onTheWay(boolean is) {
            return new Written(sealed, sightings, untilMillis, is);
        }
    }
}
