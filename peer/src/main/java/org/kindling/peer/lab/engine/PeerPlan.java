package org.kindling.peer.lab.engine;

import java.util.List;
import java.util.random.RandomGenerator;
import org.kindling.peer.boundary.Archive;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.Seed;
import org.kindling.peer.boundary.TrackerService;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.NetworkSpec;

/**
 * Who a simulated peer is, over all its lives.
 *
 * @param home where it listens, and the address its calls come from
 * @param isReachable whether others can call it; a peer behind NAT only calls out
 * @param advertised where it believes it can be called; its home unless somebody was mistaken
 * @param rewardTo who earns the blocks of this peer and of no other
 */
public record PeerPlan(
        NetworkSpec spec,
        KeyPair key,
        Limits limits,
        Endpoint home,
        boolean isReachable,
        List<Endpoint> advertised,
        List<String> trackers,
        List<Seed> seeds,
        List<Door> doors,
        boolean isMining,
        Address rewardTo) {
    /** A peer that knows where it is. */
    public PeerPlan(
            NetworkSpec spec,
            KeyPair key,
            Limits limits,
            Endpoint home,
            boolean isReachable,
            List<String> trackers,
            List<Seed> seeds,
            List<Door> doors,
            boolean isMining,
            Address rewardTo) {
        this(
                spec,
                key,
                limits,
                home,
                isReachable,
                isReachable ? List.of(home) : List.of(),
                trackers,
                seeds,
                doors,
                isMining,
                rewardTo);
    }

    public PeerPlan {
        advertised = List.copyOf(advertised);
        trackers = List.copyOf(trackers);
        seeds = List.copyOf(seeds);
        doors = List.copyOf(doors);
    }

    /** The same with a capsule that names these doors. */
    public PeerPlan withDoors(List<Door> others) {
        return new PeerPlan(
                spec, key, limits, home, isReachable, advertised, trackers, seeds, others, isMining, rewardTo);
    }

    /** The same peer, told or left to believe that it is somewhere else. */
    public PeerPlan advertising(List<Endpoint> mistaken) {
        return new PeerPlan(spec, key, limits, home, isReachable, mistaken, trackers, seeds, doors, isMining, rewardTo);
    }

    PeerSetup setup(RandomGenerator random, Archive archive) {
        return new PeerSetup(
                spec,
                key,
                limits,
                advertised,
                isReachable ? home.port() : 0,
                trackers,
                seeds,
                doors,
                List.of(),
                TrackerService.STANDBY,
                isMining,
                rewardTo,
                "kindling-lab/1",
                random,
                archive);
    }
}
