package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.core.Peer;
import org.kindling.peer.lab.engine.Actor;
import org.kindling.peer.lab.engine.Birth;
import org.kindling.peer.lab.engine.Islands;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.LabTracker;
import org.kindling.peer.lab.engine.PeerPlan;
import org.kindling.peer.lab.engine.World;
import org.kindling.peer.lab.fault.Liar;
import org.kindling.peer.lab.invariant.Invariants;
import org.kindling.peer.lab.invariant.Watchtower;
import org.kindling.peer.lab.report.RunReport;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Address;

/** One run of one scenario: its world, its people, what it measured and what did not hold. */
public final class Stage {
    /** The nominal time between two blocks. */
    public static final Duration INTERVAL = Duration.ofMillis(Money.INTERVAL_MILLIS);

    static final String TRACKER = "http://tracker.lab";
    private static final Duration ARRIVALS = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration CHECKPOINT = Duration.ofSeconds(5);
    /** As many as a capsule names. */
    static final int DOORS = 4;

    private static final int SETTLING_ROUNDS = 5;

    private final World world;
    private final int founders;
    private final Cast cast;
    private final LabTracker tracker;
    private final Payers payers;
    private final Chronicle chronicle = new Chronicle();
    private final Arrivals arrivals;
    private final List<Liar> liars = new ArrayList<>();
    private final Set<NodeId> liarNodes = new LinkedHashSet<>();
    private final List<Address> everyone = new ArrayList<>();
    private final Map<String, Double> figures = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();

    Stage(long seed, int peers, Scenario scenario) {
        world = new World(seed, scenario.weather());
        founders = peers;
        arrivals = new Arrivals(world, this::isHonest, peers);
        cast = new Cast(world.chance(), peers);
        tracker = world.addTracker(TRACKER);
        payers = new Payers(world, cast.spec());
        List<PeerPlan> plans = cast.founders(scenario.trackers(), scenario.seeds(), scenario.doors());
        for (int i = 0; i < peers; i++) {
            everyone.add(Address.of(cast.owners().get(i).publicKey()));
            boolean isLiar = i >= peers - scenario.liars();
            LabPeer peer = world.add(plans.get(i), isLiar ? liarBirth(i) : Stage::honest);
            everyone.add(peer.plan().rewardTo());
            if (isLiar) {
                liarNodes.add(peer.node());
            } else {
                payers.add(cast.owners().get(i), peer);
            }
        }
        watch();
    }

    private void watch() {
        Predicate<NodeId> isHonestNode = node -> !liarNodes.contains(node);
        Watchtower watchtower = new Watchtower(
                world, Invariants.all(cast.spec(), everyone, isHonestNode, world.tally()), this::isHonest);
        world.watch(watchtower);
        world.watch(payers);
        world.watch(chronicle);
        world.watch(arrivals);
        world.every(CHECKPOINT, watchtower::checkpoint);
    }

    static Actor honest(PeerSetup setup, Recovered recovered, Instant now) {
        return new HonestPeer(new Peer(setup, recovered, now));
    }

    private Birth liarBirth(int index) {
        return (setup, recovered, now) -> {
            Liar liar = new Liar(
                    honest(setup, recovered, now),
                    setup,
                    cast.owners().get(0).publicKey(),
                    world.chance().stream("lies", index),
                    world.tally(),
                    now);
            liars.add(liar);
            return liar;
        };
    }

    // ------------------------------------------------------------------ the usual beginning and end

    /** Everybody arrives through the tracker, mines and pays, until the network is one and has this many blocks. */
    void begin(int blocks, double paymentsPerSecond) {
        arrive(world.peers());
        payers.start();
        world.every(Duration.ofNanos((long) (1e9 / paymentsPerSecond)), payers::payOnce);
        boolean isOne = world.runUntil(() -> islands() == 1, LOOK, Duration.ofMinutes(2));
        expect(isOne, "after two minutes with a tracker the peers are " + islands() + " components");
        boolean isGrowing =
                world.runUntil(() -> chronicle.height() >= blocks, LOOK, INTERVAL.multipliedBy(10L + 4L * blocks));
        expect(isGrowing, "the chain is at height " + chronicle.height() + " and should be at " + blocks);
    }

    /** These peers begin a life, one after the other, within ten seconds. */
    void arrive(List<LabPeer> peers) {
        arrive(peers, ARRIVALS);
    }

    /** The same within this much time. */
    void arrive(List<LabPeer> peers, Duration within) {
        Duration gap = within.dividedBy(peers.size());
        for (LabPeer peer : peers) {
            world.start(peer);
            world.run(gap);
        }
    }

    /** Newcomers that never heard of a tracker arrive with a capsule that four of the living made. */
    List<LabPeer> join(int count) {
        return join(count, List.of(), DOORS);
    }

    /** Newcomers arrive with a capsule that names the tracker and one of the living. */
    List<LabPeer> joinThroughOneDoor(int count) {
        return join(count, List.of(TRACKER), 1);
    }

    /** Newcomers arrive with a capsule that names these trackers and so many of the living. */
    List<LabPeer> join(int count, List<String> trackers, int doorsMost) {
        List<Door> doors = honest().stream()
                .limit(doorsMost)
                .map(peer -> new Door(peer.node(), peer.plan().home()))
                .toList();
        List<LabPeer> newcomers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            newcomers.add(add(cast.newcomer(world.peers().size(), trackers, doors), Stage::honest));
        }
        arrive(newcomers);
        return newcomers;
    }

    /** One more takes part, not yet running. */
    LabPeer add(PeerPlan plan, Birth birth) {
        LabPeer peer = world.add(plan, birth);
        everyone.add(plan.rewardTo());
        return peer;
    }

    /** One more takes part who is not to be trusted. */
    LabPeer addUntrusted(PeerPlan plan, Birth birth) {
        LabPeer peer = add(plan, birth);
        liarNodes.add(peer.node());
        return peer;
    }

    /**
     * Payments stop, the last ones are included, mining stops, and all must stand on one block with everything in it.
     *
     * <p>Two blocks found at once are equals until somebody builds on one of them, so mining stops when there is one tip, and goes on if
     * another was just then on its way.
     */
    void agree() {
        payers.stop();
        boolean isIncluded = world.runUntil(this::isEverythingIn, INTERVAL, INTERVAL.multipliedBy(60));
        expect(isIncluded, "an acknowledged transaction is missing: " + missing());
        for (int round = 0; round < SETTLING_ROUNDS; round++) {
            world.runUntil(() -> tips() == 1, LOOK, INTERVAL.multipliedBy(20));
            instructMiners(new Instruction.StopMining());
            world.run(INTERVAL);
            if (tips() == 1) {
                break;
            }
            instructMiners(new Instruction.StartMining());
        }
        expect(tips() == 1, "however often mining pauses there are " + tips() + " tips");
        for (LabPeer peer : honest()) {
            payers.firstSurplus(peer.view().orElseThrow()).ifPresent(complaints::add);
        }
        measure("components", islands());
        measure("height", chronicle.height());
        measure("transactions", payers.acknowledged());
        expect(payers.acknowledged() > 0, "nobody was acknowledged a single transaction");
    }

    /** Nobody mines from now on, for stories that need no blocks. */
    void stopMining() {
        instructMiners(new Instruction.StopMining());
    }

    void stopMining(LabPeer peer) {
        world.instruct(peer, new Instruction.StopMining());
    }

    private void instructMiners(Instruction instruction) {
        for (LabPeer peer : world.living()) {
            if (peer.plan().isMining()) {
                world.instruct(peer, instruction);
            }
        }
    }

    private boolean isEverythingIn() {
        return missing().isEmpty();
    }

    /** Asks one honest peer per tip: peers on the same block have the same state. */
    private Optional<String> missing() {
        Set<Hash> asked = new LinkedHashSet<>();
        for (LabPeer peer : honest()) {
            PeerView view = peer.view().orElseThrow();
            if (asked.add(view.head().block())) {
                Optional<String> missing = payers.firstMissing(view);
                if (missing.isPresent()) {
                    return missing;
                }
            }
        }
        return Optional.empty();
    }

    // ------------------------------------------------------------------ what can be asked

    World world() {
        return world;
    }

    LabTracker tracker() {
        return tracker;
    }

    Cast cast() {
        return cast;
    }

    /** How long everybody took to arrive. */
    Arrivals arrivals() {
        return arrivals;
    }

    /** The same world again, before anything happened in it. */
    Stage twin(Scenario scenario) {
        return new Stage(world.seed(), founders, scenario);
    }

    Payers payers() {
        return payers;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    List<Liar> liars() {
        return liars;
    }

    Set<NodeId> liarNodes() {
        return liarNodes;
    }

    boolean isHonest(LabPeer peer) {
        return !liarNodes.contains(peer.node());
    }

    /** The honest peers that run now. */
    List<LabPeer> honest() {
        return world.living().stream().filter(this::isHonest).toList();
    }

    /** Into how many parts the honest peers have fallen. */
    int islands() {
        return Islands.count(world, honest());
    }

    /** On how many different blocks the honest peers stand. */
    long tips() {
        return honest().stream()
                .map(peer -> peer.view().orElseThrow().head().block())
                .distinct()
                .count();
    }

    /** The height that the most advanced of the honest has reached. */
    long height() {
        return honest().stream()
                .mapToLong(peer -> peer.view().orElseThrow().head().height().value())
                .max()
                .orElse(0);
    }

    /** Tracker calls that honest peers needed because they had nobody else, so far. */
    long trackerCallsNeeded() {
        return honest().stream()
                .mapToLong(peer -> peer.view().orElseThrow().neighbourhood().trackerCallsNeeded())
                .sum();
    }

    /** Lets time pass until the living are one component. @return virtual seconds it took, or the limit */
    double reunite(Duration limit) {
        Duration from = world.elapsed();
        boolean isOne = world.runUntil(() -> islands() == 1, LOOK, limit);
        double seconds = seconds(world.elapsed().minus(from));
        expect(isOne, "after " + seconds + " s the peers are still " + islands() + " components");
        return seconds;
    }

    /** Looks on for a while. @return virtual seconds, counted by looks, in which the honest were not one component */
    double steady(Duration time) {
        int looksApart = 0;
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(LOOK)) {
            world.run(LOOK);
            looksApart += islands() == 1 ? 0 : 1;
        }
        return looksApart * seconds(LOOK);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    // ------------------------------------------------------------------ what is told

    void measure(String figure, double value) {
        figures.put(figure, value);
    }

    void measure(String figure, long count) {
        figures.put(figure, (double) count);
    }

    /** Complains if something is not so. */
    void expect(boolean isSo, String complaint) {
        if (!isSo) {
            complaints.add(complaint);
        }
    }

    /** How long these took to eight links, and that 95 of 100 took no longer than this. */
    void expectLinks(List<LabPeer> peers, double p95SecondsMax) {
        Spread taken = new Spread(peers.stream().map(arrivals::secondsToLinks).toList());
        measure("linksMedianSeconds", taken.median());
        measure("linksP95Seconds", taken.quantile(0.95));
        measure("linksMaxSeconds", taken.most());
        expect(
                taken.quantile(0.95) <= p95SecondsMax,
                "95 of 100 have enough links after " + taken.quantile(0.95) + " s, at most " + p95SecondsMax);
    }

    /** How long these took to join, and that nobody took longer than this. */
    void expectJoined(String whom, List<LabPeer> peers, double secondsMax) {
        Spread taken = new Spread(peers.stream().map(arrivals::secondsToJoin).toList());
        measure(whom + "JoinedMedianSeconds", taken.median());
        measure(whom + "JoinedP95Seconds", taken.quantile(0.95));
        measure(whom + "JoinedMaxSeconds", taken.most());
        expect(taken.most() <= secondsMax, whom + " joined only after " + taken.most() + " s, at most " + secondsMax);
    }

    /** Complains if this mishap never struck: then the run has proved nothing. */
    void expectStruck(String mishap) {
        expect(world.tally().of(mishap) > 0, "the fault '" + mishap + "' never fired");
    }

    RunReport report() {
        return report(complaints.isEmpty() ? RunReport.OK : String.join("; ", complaints));
    }

    RunReport report(String verdict) {
        return new RunReport(
                world.seed(),
                world.fingerprint(),
                verdict,
                seconds(world.elapsed()),
                world.steps(),
                figures,
                world.tally().all());
    }
}
