package org.kindling.tracker.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.kindling.tracker.cluster.Member.Entry;
import org.kindling.tracker.cluster.Member.Kind;
import org.kindling.tracker.directory.BareSighting;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.Sighting;
import org.kindling.tracker.directory.Sightings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tracker's share in a directory that several keep: every second it tells the others what it heard, and takes in what they tell as it comes.
 *
 * <p>Each answers from a directory of its own. Rationale: so an answer costs what it costs a single tracker, and both sides of a split go on
 * answering. The cluster only carries what was heard, and keeps it for an interval for whoever joins.
 *
 * <p>What is lost on the way is found by looking, every quarter of a minute and whenever somebody came or a split ended, for batches not read yet.
 *
 * <p>Joined, used and closed on one Vert.x context, whose event loop owns the directory.
 */
public final class Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final int WORKERS = 2;
    private static final long WORK_SECONDS_MAX = 120;
    private static final String TRIES_AGAIN = "will try again";

    /** Batches read at once: some ten milliseconds of the event loop's time. */
    private static final int READ_AT_ONCE = 16;

    private final Vertx vertx;
    private final Directory directory;
    private final ClusterOptions options;
    private final ClusterClock clock;
    private final WorkerExecutor workers;
    private final Sightings sightings;
    private final ClusterMeters meters;
    private final Member member;
    private final Outbox outbox;
    private final Inbox inbox;
    private long tellTimer;
    private long readTimer;
    private long untold;
    private Future<Void> telling = Future.succeededFuture();
    private boolean isReading;
    private boolean isOver;

    private Cluster(
            Vertx vertx,
            Directory directory,
            ClusterMeters meters,
            ClusterOptions options,
            InstantSource clock,
            WorkerExecutor workers,
            Member member) {
        SharedSecret secret = new SharedSecret(options.secret());
        ClusterLimits limits = options.limits();
        this.vertx = vertx;
        this.directory = directory;
        this.options = options;
        this.clock = new ClusterClock(clock, member::clusterMillis);
        this.workers = workers;
        this.meters = meters;
        this.member = member;
        this.sightings = new Sightings(limits.signedWaitingMax(), limits.bareWaitingMax());
        this.outbox = new Outbox(member, secret, limits, meters, clock);
        this.inbox = new Inbox(directory, workers, secret, meters, this.clock, limits.batchesMax(), isOnLoopback());
    }

    /**
     * Finds the others and takes in what they know; begins alone if nobody answers, and is joined later.
     *
     * @return fails with a sentence for the operator if there is no place for a member on this machine
     */
    public static Future<Cluster> join(
            Vertx vertx, Directory directory, MeterRegistry registry, ClusterOptions options, InstantSource clock) {
        WorkerExecutor workers = vertx.createSharedWorkerExecutor(
                "kindling-cluster-" + UUID.randomUUID(), WORKERS, WORK_SECONDS_MAX, TimeUnit.SECONDS);
        ClusterMeters meters = new ClusterMeters(registry);
        Relay relay = new Relay(vertx.getOrCreateContext(), options.limits().queuedMax());
        return workers.executeBlocking(() -> Member.join(options, Seat.of(options), relay), false)
                .map(member -> new Cluster(vertx, directory, meters, options, clock, workers, member))
                .compose(cluster -> cluster.begin(relay))
                .recover(refused -> workers.close().transform(closed -> Future.failedFuture(refused)));
    }

    private Future<Cluster> begin(Relay relay) {
        directory.tell(sightings);
        relay.pass(this);
        tellWhereWeAre();
        if (!member.isRunning()) {
            ended();
            return Future.succeededFuture(this);
        }
        tellTimer = vertx.setPeriodic(options.pace().tellMillis(), tick -> tell());
        readTimer = vertx.setPeriodic(options.pace().readMillis(), tick -> read());
        return read().map(this);
    }

    private void tellWhereWeAre() {
        int members = member.members();
        meters.members(members);
        if (members == 1) {
            LOG.warn(
                    "began alone in the cluster at={} because no other tracker with {} answers; they join when they come",
                    member.seat(),
                    options.secret().isEmpty() ? "no secret" : "this secret");
        } else {
            LOG.info("joined the cluster at={} members={}", member.seat(), members);
        }
        if (options.secret().isEmpty() && !isOnLoopback()) {
            LOG.warn(
                    "kept the cluster open: whoever reaches {} can join it and write what it likes; give all trackers one secret",
                    member.seat());
        }
    }

    /** Of a batch. */
    void told(Entry entry) {
        if (!isOver
                && !outbox.wrote(entry.key())
                && inbox.waiting() < options.limits().queuedMax()) {
            inbox.take(List.of(entry));
        }
    }

    /** Of who there is. */
    void changed() {
        if (!isOver) {
            meters.members(member.members());
            read();
        }
    }

    /** Of our own end, which the others cause, or want of memory. Whoever is known stays known. */
    void ended() {
        if (!isOver) {
            stop();
            meters.members(1);
            meters.batches(0);
            LOG.warn(
                    "lost the place in the cluster at={} for good; goes on alone, and joins again when it is started again",
                    member.seat());
        }
    }

    private void stop() {
        isOver = true;
        vertx.cancelTimer(tellTimer);
        vertx.cancelTimer(readTimer);
    }

    private void tell() {
        long missed = sightings.untold() - untold;
        untold += missed;
        meters.untold(missed);
        if (telling.isComplete()) {
            telling = tellOnce();
        }
    }

    private Future<Void> tellOnce() {
        List<Sighting> signed = sightings.takeSigned(options.limits().signedWaitingMax()).stream()
                .filter(sighting -> isWorthTelling(sighting.seen()))
                .toList();
        List<BareSighting> bare = sightings.takeBare(options.limits().bareWaitingMax()).stream()
                .filter(sighting -> isWorthTelling(sighting.seen()))
                .toList();
        if (signed.isEmpty() && bare.isEmpty()) {
            return Future.succeededFuture();
        }
        Batch batch = new Batch(signed, bare).later(clock.aheadMillis());
        return onWorker("tell what was heard", "will tell of whoever announces again", () -> {
                    outbox.tell(batch);
                    return batch;
                })
                .mapEmpty();
    }

    /** Who is on loopback is told only to members on loopback, too: elsewhere its address is somebody else's. */
    private boolean isWorthTelling(SeenHost host) {
        return isOnLoopback() || !host.isLoopback();
    }

    /** Whether the members talk over loopback. Rationale: whether they share a machine though they have other addresses, no member can see. */
    private boolean isOnLoopback() {
        return member.seat().isLoopback();
    }

    /** Looks for what was told and not heard. */
    private Future<Void> read() {
        if (isReading || isOver) {
            return Future.succeededFuture();
        }
        isReading = true;
        return onWorker("look what there is", TRIES_AGAIN, member::batches)
                .onSuccess(meters::batches)
                .compose(counted -> onWorker("look what there is", TRIES_AGAIN, () -> Keys.of(this::mend)))
                .compose(this::read)
                .onComplete(done -> isReading = false)
                .otherwiseEmpty();
    }

    private Future<Void> read(Keys there) {
        inbox.forgetAllBut(there.all());
        return read(Kind.SIGNED, unread(there.signed())).compose(signed -> read(Kind.BARE, unread(there.bare())));
    }

    private List<String> unread(List<String> keys) {
        return keys.stream()
                .filter(key -> !outbox.wrote(key) && !inbox.knows(key))
                .sorted()
                .toList();
    }

    /** All keys there are; what of our own is lost is put back. */
    private List<String> mend(Kind kind) {
        List<String> due = outbox.due(kind);
        List<String> keys = member.keys(kind);
        LinkedHashSet<String> lost = new LinkedHashSet<>(due);
        keys.forEach(lost::remove);
        outbox.mend(kind, lost);
        return keys;
    }

    private Future<Void> read(Kind kind, List<String> keys) {
        if (keys.isEmpty() || isOver) {
            return Future.succeededFuture();
        }
        int count = Math.min(READ_AT_ONCE, keys.size());
        LinkedHashSet<String> some = new LinkedHashSet<>(keys.subList(0, count));
        return onWorker("read what was told", TRIES_AGAIN, () -> member.read(kind, some))
                .compose(inbox::take)
                .compose(taken -> read(kind, keys.subList(count, keys.size())));
    }

    /** Of all batches there are. */
    private record Keys(List<String> signed, List<String> bare) {
        static Keys of(Function<Kind, List<String>> look) {
            return new Keys(look.apply(Kind.SIGNED), look.apply(Kind.BARE));
        }

        Set<String> all() {
            Set<String> all = new LinkedHashSet<>(signed);
            all.addAll(bare);
            return all;
        }
    }

    private <T> Future<T> onWorker(String what, String then, Callable<T> work) {
        return workers.executeBlocking(work, false).onFailure(cause -> {
            if (!isOver && member.isRunning()) {
                LOG.warn("could not {} in the cluster, and {} reason={}", what, then, String.valueOf(cause));
            }
        });
    }

    /** Tells what is left to tell, and takes leave. */
    public Future<Void> close() {
        stop();
        return telling.eventually(this::tellOnce)
                .eventually(() -> workers.executeBlocking(
                        () -> {
                            member.close();
                            return member;
                        },
                        false))
                .eventually(workers::close)
                .otherwiseEmpty();
    }
}
