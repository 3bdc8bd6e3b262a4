package org.kindling.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.Step;
import org.kindling.peer.core.Peer;
import org.kindling.peer.lab.engine.Actor;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.PeerPlan;
import org.kindling.peer.lab.engine.Weather;
import org.kindling.peer.lab.engine.World;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Target;

/** How many steps a second the lab makes of peers that find each other, mine and gossip, and what a peer takes of the heap. */
public final class LabBench {
    private static final String TRACKER = "http://tracker.lab";
    private static final long INTERVAL_MILLIS = 10_000;
    private static final int GROUPS = 250;

    private final int peers;
    private final Duration virtual;
    private final long seed;

    /** The production peer, playing itself. */
    private record Player(Peer peer) implements Actor {
        static Actor born(PeerSetup setup, Recovered recovered, Instant now) {
            return new Player(new Peer(setup, recovered, now));
        }

        @Override
        public Step step(Instant now, Event event) {
            return peer.step(now, event);
        }

        @Override
        public PeerView view() {
            return peer.view();
        }
    }

    /** @param virtual how long the network lives on its own clock */
    public LabBench(int peers, Duration virtual, long seed) {
        this.peers = peers;
        this.virtual = virtual;
        this.seed = seed;
    }

    public ObjectNode run() {
        long emptyBytes = heapBytes();
        World world = new World(seed, Weather.fair());
        world.addTracker(TRACKER);
        SplittableRandom keys = world.chance().stream("keys");
        NetworkSpec spec = spec(keys);
        for (int i = 0; i < peers; i++) {
            world.start(world.add(plan(spec, keys, i), Player::born));
        }
        long start = System.nanoTime();
        world.run(virtual);
        double seconds = (System.nanoTime() - start) / 1e9;
        long bytes = heapBytes() - emptyBytes;
        return JsonNodeFactory.instance
                .objectNode()
                .put("peers", peers)
                .put("seed", seed)
                .put("virtualSeconds", virtual.toSeconds())
                .put("height", height(world))
                .put("steps", world.steps())
                .put("seconds", Math.round(seconds * 100) / 100.0)
                .put("stepsPerSecond", Math.round(world.steps() / seconds))
                .put("bytesPerPeer", bytes / peers)
                .put("fingerprint", world.fingerprint());
    }

    private NetworkSpec spec(SplittableRandom keys) {
        Target genesis = Target.forExpectedHashes(peers * INTERVAL_MILLIS / 1_000.0);
        Address owner = Address.of(key(keys).publicKey());
        return new NetworkSpec(
                "bench",
                World.ORIGIN.toEpochMilli(),
                "bench",
                1,
                new NetworkSpec.Rules.ProofOfWork(INTERVAL_MILLIS, genesis.bits(), 20 * INTERVAL_MILLIS),
                Amount.of(50),
                Amount.of(1),
                List.of(new NetworkSpec.Allocation(owner, Amount.of(1_000_000))));
    }

    private static PeerPlan plan(NetworkSpec spec, SplittableRandom keys, int index) {
        KeyPair key = key(keys);
        Endpoint home = new Endpoint((11 + index / GROUPS) + "." + index % GROUPS + ".1.1", 7_000);
        Limits limits = Limits.standard().withMining(new Limits.Mining(1, 1_000, 1_000));
        return new PeerPlan(
                spec,
                key,
                limits,
                home,
                true,
                List.of(TRACKER),
                List.of(),
                List.of(),
                true,
                Address.of(key.publicKey()));
    }

    private static KeyPair key(SplittableRandom random) {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        random.nextBytes(seed);
        return KeyPair.fromSeed(Bytes.wrap(seed));
    }

    /** Reads the world after the heap was measured, which also keeps the world alive until then. */
    private static long height(World world) {
        long highest = 0;
        for (LabPeer peer : world.living()) {
            highest = Math.max(
                    highest,
                    peer.view().map(view -> view.head().height().value()).orElse(0L));
        }
        return highest;
    }

    private static long heapBytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
