package org.kindling.peer.boundary;

import java.util.List;
import java.util.random.RandomGenerator;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.NetworkSpec;

/**
 * All that a peer is born with.
 *
 * @param key the node key
 * @param reachableAt what our own record is to advertise; empty if nobody can dial us, or if we do not know where
 * @param openPort where calls from other machines come in; 0 if we take none, or if nobody may know where we are
 * @param trackers URLs ({@link org.kindling.protocol.announce.TrackerUrl}), tried in order of tiers
 * @param seeds where to ask for addresses besides, in order of trust
 * @param doors peers a capsule named
 * @param records signed records a capsule file brought
 * @param trackerService whether to answer announces too
 * @param isMining whether to extend the chain from the start
 * @param rewardTo who receives reward and fees of our blocks
 * @param random the only source of chance
 */
public record PeerSetup(
        NetworkSpec spec,
        KeyPair key,
        Limits limits,
        List<Endpoint> reachableAt,
        int openPort,
        List<String> trackers,
        List<Seed> seeds,
        List<Door> doors,
        List<PeerRecord> records,
        TrackerService trackerService,
        boolean isMining,
        Address rewardTo,
        String agent,
        RandomGenerator random,
        Archive archive) {
    public PeerSetup {
        Check.argument(openPort >= 0 && openPort <= 65_535, "port %s is outside 0..65535", openPort);
        reachableAt = List.copyOf(reachableAt);
        trackers = List.copyOf(trackers);
        seeds = List.copyOf(seeds);
        doors = List.copyOf(doors);
        records = List.copyOf(records);
    }
}
