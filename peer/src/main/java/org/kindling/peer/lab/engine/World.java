package org.kindling.peer.lab.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.boundary.Token;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.ledger.Transaction;

/**
 * Any number of peers on one thread in virtual time. The same seed and the same deeds give the same run, in any JVM; two runs can be
 * compared by their {@link #fingerprint()}.
 */
public final class World {
    /** When every run begins. */
    public static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static final long SUBMISSIONS_FROM = 1L << 40;

    private final Chance chance;
    private final Timeline timeline = new Timeline(ORIGIN);
    private final Tally tally = new Tally();
    private final Fingerprint fingerprint = new Fingerprint();
    private final Workshop workshop;
    private final LabNetwork network;
    private final List<LabPeer> peers = new ArrayList<>();
    private final Map<String, LabTracker> trackers = new LinkedHashMap<>();
    private final LabSeeds seeds;
    private final List<Watcher> watchers = new ArrayList<>();
    private long steps;
    private long submissions;

    /** An empty world. */
    public World(long seed, Weather weather) {
        this.chance = new Chance(seed);
        this.workshop = new Workshop(SignatureRule.best());
        this.network = new LabNetwork(this, weather);
        this.seeds = new LabSeeds(this);
    }

    // ------------------------------------------------------------------ what is in it

    /** Adds a peer, not yet running. */
    public LabPeer add(PeerPlan plan, Birth birth) {
        LabPeer peer = new LabPeer(this, peers.size(), plan, birth);
        peers.add(peer);
        network.settle(peer);
        return peer;
    }

    /** Adds a tracker that answers at this base URL. */
    public LabTracker addTracker(String url) {
        LabTracker tracker = new LabTracker(this, url);
        Check.argument(trackers.putIfAbsent(url, tracker) == null, "there is a tracker at %s already", url);
        return tracker;
    }

    /** Adds somebody who looks on. */
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** All peers, dead or alive, by index. */
    public List<LabPeer> peers() {
        return Collections.unmodifiableList(peers);
    }

    /** The peers that run now, by index. */
    public List<LabPeer> living() {
        return peers.stream().filter(LabPeer::isAlive).toList();
    }

    /** What lies between the peers. */
    public LabNetwork network() {
        return network;
    }

    /** Which mishaps really struck, and how often. */
    public Tally tally() {
        return tally;
    }

    /** The chance of this run; ask for a stream of your own. */
    public Chance chance() {
        return chance;
    }

    /** Where addresses are to be had without a tracker. */
    public LabSeeds seeds() {
        return seeds;
    }

    /** What this peer is as a tracker. */
    LabTracker standIn(LabPeer peer) {
        return trackers.computeIfAbsent("http://" + peer.plan().home(), url -> new LabTracker(this, url));
    }

    @Nullable
    LabTracker findTracker(String url) {
        return trackers.get(url);
    }

    Timeline timeline() {
        return timeline;
    }

    Workshop workshop() {
        return workshop;
    }

    List<Watcher> watchers() {
        return watchers;
    }

    // ------------------------------------------------------------------ what can be done in it

    /** Lets a peer begin a life, from what its disk holds. */
    public void start(LabPeer peer) {
        peer.start();
    }

    /** Ends a life without warning. */
    public void crash(LabPeer peer) {
        peer.crash();
    }

    /** Hands a transaction to a running peer, as its API would. */
    public void submit(LabPeer peer, Transaction transaction) {
        peer.happen(new Event.Submitted(new Token(SUBMISSIONS_FROM + submissions++), transaction));
    }

    /** Tells a running peer what its operator wants. */
    public void instruct(LabPeer peer, Instruction instruction) {
        peer.happen(new Event.Instructed(instruction));
    }

    /** Plans something, once. */
    public void after(Duration delay, Runnable deed) {
        timeline.after(delay.toNanos(), deed);
    }

    /** Plans something again and again, first after one period. */
    public void every(Duration period, Runnable deed) {
        timeline.after(period.toNanos(), () -> {
            deed.run();
            every(period, deed);
        });
    }

    // ------------------------------------------------------------------ time

    /** Lets this much time pass. */
    public void run(Duration time) {
        timeline.runTo(timeline.nanos() + time.toNanos());
    }

    /**
     * Lets time pass until something is so, looking once a period.
     *
     * @return whether it became so within the limit
     */
    public boolean runUntil(BooleanSupplier isSo, Duration period, Duration limit) {
        long endNanos = timeline.nanos() + limit.toNanos();
        while (!isSo.getAsBoolean()) {
            if (timeline.nanos() >= endNanos) {
                return false;
            }
            timeline.runTo(Math.min(endNanos, timeline.nanos() + period.toNanos()));
        }
        return true;
    }

    /** The virtual time. */
    public Instant now() {
        return timeline.now();
    }

    /** How much virtual time has passed. */
    public Duration elapsed() {
        return Duration.ofNanos(timeline.nanos());
    }

    // ------------------------------------------------------------------ what is left of it

    /** The seed that all chance of this run grew from. */
    public long seed() {
        return chance.seed();
    }

    /** How many steps all peers together have made. */
    public long steps() {
        return steps;
    }

    /** How often pure work was really done rather than remembered. */
    public long computations() {
        return workshop.runs();
    }

    /** 32 hexadecimal digits over every step so far. */
    public String fingerprint() {
        return fingerprint.hex();
    }

    void stepped(LabPeer peer, Event event, Step step) {
        steps++;
        Moment moment = new Moment(peer, timeline.now(), event, step, steps);
        fingerprint.add(moment, timeline.nanos());
        for (Watcher watcher : watchers) {
            watcher.stepped(moment);
        }
    }
}
