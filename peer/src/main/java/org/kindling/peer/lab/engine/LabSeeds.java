package org.kindling.peer.lab.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Seed;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;

/** The seeds of a simulated world: a local network on which everybody alive answers, and DNS seeds that answer what was put there. */
public final class LabSeeds {
    private static final long ONE_WAY_NANOS_MIN = 1_000_000;
    private static final long ONE_WAY_NANOS_MAX = 80_000_000;
    private static final long TIMEOUT_NANOS = 5_000_000_000L;

    private final World world;
    private final SplittableRandom random;
    private final Map<Seed, Answer> zones = new LinkedHashMap<>();
    private boolean isLanShared;

    private record Answer(List<Endpoint> hints, List<PeerRecord> records) {}

    LabSeeds(World world) {
        this.world = world;
        this.random = world.chance().stream("seeds");
    }

    /** From now on all peers are on one local network and hear each other's multicast. */
    public void shareLan() {
        isLanShared = true;
    }

    /** From now on this DNS seed answers so. */
    public void publish(Seed seed, List<Endpoint> hints, List<PeerRecord> records) {
        zones.put(seed, new Answer(List.copyOf(hints), List.copyOf(records)));
    }

    void ask(LabPeer peer, Seed seed) {
        if (seed.kind() == Seed.Kind.LAN) {
            Event heard = new Event.SeedAnswered(seed, isLanShared ? neighboursOf(peer) : List.of(), List.of(), "");
            peer.later(delayNanos(), heard);
            return;
        }
        Answer answer = zones.get(seed);
        if (answer == null) {
            peer.later(TIMEOUT_NANOS, new Event.SeedSilent(seed, "no answer in time"));
        } else {
            peer.later(delayNanos(), new Event.SeedAnswered(seed, answer.hints(), answer.records(), ""));
        }
    }

    private long delayNanos() {
        return random.nextLong(ONE_WAY_NANOS_MIN, ONE_WAY_NANOS_MAX);
    }

    private List<Endpoint> neighboursOf(LabPeer asker) {
        List<Endpoint> heard = new ArrayList<>();
        for (LabPeer peer : world.living()) {
            boolean hasRoom = heard.size() < Event.SeedAnswered.ANSWERS_MAX;
            if (hasRoom && !peer.equals(asker) && peer.plan().isReachable()) {
                heard.add(peer.plan().home());
            }
        }
        return heard;
    }
}
