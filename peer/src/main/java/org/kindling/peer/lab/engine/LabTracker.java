package org.kindling.peer.lab.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/** A tracker that keeps leases as a real one does, and can be dead, forgetful or a liar. */
public final class LabTracker {
    private static final long LEASE_MILLIS = 180_000;
    private static final long INTERVAL_MILLIS = 60_000;
    private static final long INTERVAL_MILLIS_MIN = 15_000;
    private static final long ONE_WAY_NANOS_MIN = 10_000_000;
    private static final long ONE_WAY_NANOS_MAX = 40_000_000;
    private static final long TIMEOUT_NANOS = 5_000_000_000L;
    private static final int INVENTED = 64;

    /** How it behaves. */
    public enum Mood {
        HONEST,
        /** Refuses every connection, and has forgotten everything if it ever comes back. */
        DEAD,
        /** Answers, and lists nobody. */
        EMPTY,
        /** Lists peers that do not exist, half of them with signatures that do not fit. */
        LYING
    }

    private record Lease(PeerRecord record, long untilMillis) {}

    private final World world;
    private final SplittableRandom random;
    private final Map<NodeId, Lease> leases = new LinkedHashMap<>();
    private final List<PeerRecord> invented = new ArrayList<>();
    private Mood mood = Mood.HONEST;
    private long calls;

    LabTracker(World world, String url) {
        this.world = world;
        this.random = world.chance().stream("tracker " + url);
    }

    /** Changes how it behaves from now on; death forgets all leases. */
    public void become(Mood other) {
        mood = other;
        if (other == Mood.DEAD) {
            leases.clear();
        }
    }

    /** How often it was asked, whatever it answered. */
    public long calls() {
        return calls;
    }

    void ask(LabPeer peer, Action.AskTracker action) {
        calls++;
        long oneWayNanos = random.nextLong(ONE_WAY_NANOS_MIN, ONE_WAY_NANOS_MAX);
        if (world.network().isCutFromTrackers(peer)) {
            world.tally().count("tracker-silent");
            peer.later(TIMEOUT_NANOS, new Event.TrackerSilent(action.tracker(), "timed out"));
            return;
        }
        int life = peer.life();
        world.timeline().after(oneWayNanos, () -> {
            if (peer.life() == life && peer.isAlive()) {
                peer.later(oneWayNanos, answer(peer, action));
            }
        });
    }

    private Event answer(LabPeer peer, Action.AskTracker action) {
        if (mood == Mood.DEAD) {
            world.tally().count("tracker-silent");
            return new Event.TrackerSilent(action.tracker(), "connection refused");
        }
        List<PeerRecord> found = list(action.announce());
        return new Event.TrackerAnswered(
                action.tracker(),
                new AnnounceReply(
                        INTERVAL_MILLIS,
                        INTERVAL_MILLIS_MIN,
                        leases.size(),
                        peer.plan().home().host(),
                        found));
    }

    private List<PeerRecord> list(Announce announce) {
        long nowMillis = world.now().toEpochMilli();
        NodeId caller = announce.record().nodeId();
        leases.values().removeIf(lease -> lease.untilMillis() <= nowMillis);
        if (announce.occasion() == Announce.Occasion.STOPPED) {
            leases.remove(caller);
        } else if (!announce.record().endpoints().isEmpty()) {
            leases.put(caller, new Lease(announce.record(), nowMillis + LEASE_MILLIS));
        }
        if (mood == Mood.EMPTY) {
            world.tally().count("tracker-empty");
            return List.of();
        }
        if (mood == Mood.LYING) {
            world.tally().count("tracker-lied");
            return lies(announce.network(), nowMillis, announce.want());
        }
        List<PeerRecord> others = new ArrayList<>();
        leases.forEach((node, lease) -> {
            if (!node.equals(caller)) {
                others.add(lease.record());
            }
        });
        return some(others, announce.want());
    }

    /** So many of them, drawn without returning. */
    private List<PeerRecord> some(List<PeerRecord> all, int want) {
        int taken = Math.min(want, all.size());
        for (int i = 0; i < taken; i++) {
            int drawn = random.nextInt(i, all.size());
            PeerRecord record = all.get(drawn);
            all.set(drawn, all.get(i));
            all.set(i, record);
        }
        return List.copyOf(all.subList(0, taken));
    }

    private List<PeerRecord> lies(NetworkId network, long nowMillis, int want) {
        while (invented.size() < INVENTED) {
            invented.add(invent(network, nowMillis, invented.size()));
        }
        return some(new ArrayList<>(invented), want);
    }

    private PeerRecord invent(NetworkId network, long nowMillis, int number) {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        random.nextBytes(seed);
        KeyPair key = KeyPair.fromSeed(Bytes.wrap(seed));
        PeerRecord honest = new PeerRecord.Content(
                        network,
                        key.publicKey(),
                        1,
                        List.of(new Endpoint("198.18." + number + ".1", 7000)),
                        List.of(),
                        0,
                        nowMillis + 3_600_000)
                .sign(key);
        return number % 2 == 0
                ? honest
                : new PeerRecord(honest.content(), invented.get(0).signature());
    }
}
