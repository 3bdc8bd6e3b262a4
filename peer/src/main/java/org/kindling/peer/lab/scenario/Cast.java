package org.kindling.peer.lab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Seed;
import org.kindling.peer.lab.engine.Chance;
import org.kindling.peer.lab.engine.PeerPlan;
import org.kindling.peer.lab.engine.World;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.NetworkSpec;

/** Who takes part in a run: one funded account and one miner of 1 to 10 hashes a second for every peer. */
final class Cast {
    private static final int PORT = 7_000;
    private static final int GROUPS_PER_FIRST_BYTE = 256;

    private final SplittableRandom keys;
    private final List<KeyPair> owners = new ArrayList<>();
    private final List<Limits.Mining> miners = new ArrayList<>();
    private final NetworkSpec spec;

    Cast(Chance chance, int peers) {
        this.keys = chance.stream("keys");
        SplittableRandom speeds = chance.stream("mining speeds");
        double total = 0;
        for (int i = 0; i < peers; i++) {
            owners.add(Money.key(keys));
            double hashesPerSecond = speeds.nextDouble(1, 10);
            miners.add(new Limits.Mining(hashesPerSecond, 1_000, 1_000));
            total += hashesPerSecond;
        }
        this.spec = Money.spec(World.ORIGIN.toEpochMilli(), owners, total);
    }

    NetworkSpec spec() {
        return spec;
    }

    /** The accounts that genesis funded. */
    List<KeyPair> owners() {
        return owners;
    }

    /** The first peers: each mines and knows where to ask for others and the first few of them, nobody else. */
    List<PeerPlan> founders(List<String> trackers, List<Seed> seeds, int doors) {
        List<PeerPlan> founders = new ArrayList<>();
        for (int i = 0; i < owners.size(); i++) {
            founders.add(founder(i, trackers, seeds));
        }
        List<Door> capsule = founders.stream()
                .limit(doors)
                .map(plan -> new Door(NodeId.of(plan.key().publicKey()), plan.home()))
                .toList();
        return founders.stream().map(plan -> plan.withDoors(capsule)).toList();
    }

    private PeerPlan founder(int index, List<String> trackers, List<Seed> seeds) {
        Limits limits = Limits.standard().withMining(miners.get(index));
        return plan(index, limits, trackers, seeds, List.of(), true);
    }

    /** A later peer: it knows a few doors and no tracker, and does not mine. */
    PeerPlan newcomer(int index, List<Door> doors) {
        return newcomer(index, List.of(), doors);
    }

    /** A later peer: it knows what a capsule told it, and does not mine. */
    PeerPlan newcomer(int index, List<String> trackers, List<Door> doors) {
        return plan(index, Limits.standard(), trackers, List.of(), doors, false);
    }

    /** Somebody at home there who promises nothing. */
    PeerPlan stranger(Endpoint at) {
        KeyPair key = Money.key(keys);
        return new PeerPlan(
                spec,
                key,
                Limits.standard(),
                at,
                true,
                List.of(),
                List.of(),
                List.of(),
                false,
                Address.of(key.publicKey()));
    }

    /** A newcomer behind a wall: it calls, nobody can call it. */
    PeerPlan uncallable(int index, List<Door> doors) {
        return uncallable(index, List.of(), doors);
    }

    /** The same; it knows what a capsule told it. */
    PeerPlan uncallable(int index, List<String> trackers, List<Door> doors) {
        PeerPlan plan = newcomer(index, trackers, doors);
        return new PeerPlan(
                plan.spec(),
                plan.key(),
                plan.limits(),
                plan.home(),
                false,
                plan.trackers(),
                List.of(),
                doors,
                false,
                plan.rewardTo());
    }

    private PeerPlan plan(
            int index, Limits limits, List<String> trackers, List<Seed> seeds, List<Door> doors, boolean isMining) {
        KeyPair key = Money.key(keys);
        Address rewardTo = Address.of(Money.key(keys).publicKey());
        return new PeerPlan(spec, key, limits, home(index), true, trackers, seeds, doors, isMining, rewardTo);
    }

    /** Each at home in the internet, in a network group (/16) of its own: 11.0, 11.1 … 11.255, 12.0 and so on. */
    private static Endpoint home(int index) {
        int first = 11 + index / GROUPS_PER_FIRST_BYTE;
        return new Endpoint(first + "." + index % GROUPS_PER_FIRST_BYTE + ".1.1", PORT);
    }
}
