package org.kindling.tracker.cluster;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.cluster.ClusterMeters.Refused;
import org.kindling.tracker.directory.BareSighting;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.Sighting;

/**
 * Takes in what other members told, each batch once: the seal and the signatures are checked on a worker, the rest is the directory's.
 *
 * <p>Records that are listed already are not checked again. Rationale: nearly all are, since every peer announces the same record for half an hour.
 *
 * <p>Used by the directory's event loop.
 */
final class Inbox {
    private final Directory directory;
    private final WorkerExecutor workers;
    private final SharedSecret secret;
    private final ClusterMeters meters;
    private final ClusterClock clock;
    private final int seenMax;
    private final boolean isOnLoopback;
    private final SignatureRule rule = SignatureRule.best();
    private final Set<String> seen = new LinkedHashSet<>();
    private Future<Void> last = Future.succeededFuture();
    private int waiting;

    /**
     * @param seenMax batches that are remembered to have been read: as many as there can be, since of fewer all would be read again at every look
     * @param isOnLoopback whether the members talk over loopback: then it is the same place for all of them
     */
    Inbox(
            Directory directory,
            WorkerExecutor workers,
            SharedSecret secret,
            ClusterMeters meters,
            ClusterClock clock,
            int seenMax,
            boolean isOnLoopback) {
        this.directory = directory;
        this.workers = workers;
        this.secret = secret;
        this.meters = meters;
        this.clock = clock;
        this.seenMax = seenMax;
        this.isOnLoopback = isOnLoopback;
    }

    /** How many batches wait to be read. */
    int waiting() {
        return waiting;
    }

    boolean knows(String key) {
        return seen.contains(key);
    }

    /** Of what is not there any more nothing needs to be known. One that comes late is read once more, and changes nothing the second time. */
    void forgetAllBut(Set<String> there) {
        seen.retainAll(there);
    }

    /** Completes when all of them are in the directory, whatever of them counted for nothing. */
    Future<Void> take(List<Member.Entry> entries) {
        List<Member.Entry> fresh =
                entries.stream().filter(entry -> remember(entry.key())).toList();
        waiting += fresh.size();
        last = last.compose(before -> read(fresh))
                .onFailure(unread -> fresh.forEach(entry -> seen.remove(entry.key())))
                .otherwiseEmpty()
                .onComplete(done -> waiting -= fresh.size());
        return last;
    }

    private boolean remember(String key) {
        if (seen.size() >= seenMax && !seen.contains(key)) {
            seen.remove(seen.iterator().next());
        }
        return seen.add(key);
    }

    private Future<Void> read(List<Member.Entry> entries) {
        return workers.executeBlocking(() -> open(entries), false)
                .compose(told -> forged(told).onSuccess(forged -> learn(told, forged)))
                .mapEmpty();
    }

    private Batch open(List<Member.Entry> entries) {
        List<Sighting> signed = new ArrayList<>();
        List<BareSighting> bare = new ArrayList<>();
        for (Member.Entry entry : entries) {
            Optional<byte[]> content = secret.open(entry.key(), entry.sealed().toArray());
            if (content.isEmpty()) {
                meters.refused(Refused.UNSEALED);
                continue;
            }
            try {
                Batch batch = BatchCodec.decode(content.get());
                batch.signed().stream().filter(one -> isHeard(one.seen())).forEach(signed::add);
                batch.bare().stream().filter(one -> isHeard(one.seen())).forEach(bare::add);
            } catch (MalformedException unreadable) {
                meters.refused(Refused.UNREADABLE);
            }
        }
        signed.sort(Comparator.comparingLong(Sighting::atMillis));
        bare.sort(Comparator.comparingLong(BareSighting::atMillis));
        return new Batch(signed, bare).later(-clock.aheadMillis());
    }

    private boolean isHeard(SeenHost host) {
        return isOnLoopback || !host.isLoopback();
    }

    /** The records that their peers never signed. */
    private Future<Set<PeerRecord>> forged(Batch told) {
        List<PeerRecord> unknown = told.signed().stream()
                .map(Sighting::record)
                .filter(record -> !directory.lists(record))
                .distinct()
                .toList();
        if (unknown.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        return workers.executeBlocking(
                () -> new LinkedHashSet<>(unknown.stream()
                        .filter(record -> !record.isTrulySigned(rule))
                        .toList()),
                false);
    }

    private void learn(Batch told, Set<PeerRecord> forged) {
        long nowMillis = clock.millis();
        int learned = 0;
        for (Sighting sighting : told.signed()) {
            if (forged.contains(sighting.record())) {
                meters.refused(Refused.FORGED);
            } else if (directory.learn(sighting, nowMillis)) {
                learned++;
            }
        }
        for (BareSighting sighting : told.bare()) {
            learned += directory.learn(sighting, nowMillis) ? 1 : 0;
        }
        meters.learned(learned);
    }
}
