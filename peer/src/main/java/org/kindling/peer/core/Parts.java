package org.kindling.peer.core;

import java.util.ArrayList;
import java.util.List;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.boundary.PeerSetup;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.core.chain.Chain;
import org.kindling.peer.core.consensus.pow.Miner;
import org.kindling.peer.core.discovery.Discovery;
import org.kindling.peer.core.discovery.OwnRecord;
import org.kindling.peer.core.discovery.Whereabouts;
import org.kindling.peer.core.gossip.CompactBlocks;
import org.kindling.peer.core.gossip.Gossip;
import org.kindling.peer.core.mempool.BlockTemplates;
import org.kindling.peer.core.mempool.Mempool;
import org.kindling.peer.core.session.ClockWatch;
import org.kindling.peer.core.session.Sessions;
import org.kindling.peer.core.sync.Sync;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.Role;
import org.kindling.protocol.ledger.NetworkSpec;

/** The parts of one peer, and what it was born with. Parts do not know each other; {@link Peer} and its intakes bring them together. */
final class Parts {
    /** How many block intervals of silence make a peer ask around. */
    private static final int QUIET_INTERVALS = 3;

    final PeerSetup setup;
    final NodeId self;
    final NetworkId network;
    final Outbox out = new Outbox();
    final Errands errands = new Errands();
    final Sessions sessions;
    final ClockWatch clock;
    final Discovery discovery;
    final Whereabouts whereabouts;
    final OwnRecord ownRecord;
    final Gossip gossip;
    final CompactBlocks compactBlocks;
    final Mempool mempool;
    final OwnTransactions own = new OwnTransactions();
    final Chain chain;
    final Sync sync;
    final Miner miner;
    /** While the disk refuses to write; {@link Storage} sets and clears it. */
    boolean isStorageBroken;
    /** Set once when the operator wants us gone. */
    boolean isLeaving;

    Parts(PeerSetup setup, Recovered recovered, long nowMillis) {
        Limits limits = setup.limits();
        this.setup = setup;
        this.self = NodeId.of(setup.key().publicKey());
        this.network = setup.spec().id();
        this.sessions = new Sessions(self, network, limits, setup.random());
        recovered.addressBook().bans().forEach(sessions.bans()::add);
        this.clock = new ClockWatch(sessions, limits.chain().futureMillisMin());
        this.discovery = new Discovery(self, setup, recovered.addressBook(), setup.random());
        this.whereabouts = new Whereabouts(setup.reachableAt(), setup.openPort());
        this.gossip = new Gossip(limits.gossip(), setup.random(), nowMillis);
        this.compactBlocks = new CompactBlocks(limits.gossip());
        this.mempool = new Mempool(setup.spec(), limits.mempool());
        this.chain = new Chain(setup.spec(), limits, setup.archive(), recovered);
        this.sync = new Sync(limits.sync(), chain, setup.random(), quietMillis(setup.spec()), nowMillis);
        this.miner = new Miner(
                new BlockTemplates(setup.spec(), chain, mempool), setup.rewardTo(), limits.mining(), setup.random());
        if (setup.isMining()) {
            miner.start();
        }
        this.ownRecord = new OwnRecord(setup, whereabouts, recovered.recordSequence(), roles());
    }

    /** What we offer to others now. */
    List<Role> roles() {
        List<Role> roles = new ArrayList<>(List.of(Role.FULL));
        if (miner.isRunning()) {
            roles.add(Role.PRODUCER);
        }
        if (discovery.standIn().isServing()) {
            roles.add(Role.TRACKER);
        }
        return roles;
    }

    private static long quietMillis(NetworkSpec spec) {
        return QUIET_INTERVALS * ((NetworkSpec.Rules.ProofOfWork) spec.rules()).blockIntervalMillis();
    }
}
