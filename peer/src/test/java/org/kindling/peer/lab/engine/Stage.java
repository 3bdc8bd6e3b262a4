package org.kindling.peer.lab.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Target;
import org.kindling.protocol.message.Message;

/** A world with a few puppets in it. */
final class Stage {
    static final LinkId FIRST_OUT = new LinkId(Direction.OUTBOUND, 1);
    static final LinkId FIRST_IN = new LinkId(Direction.INBOUND, 1);

    static final NetworkSpec SPEC = new NetworkSpec(
            "stage",
            World.ORIGIN.toEpochMilli(),
            "stage",
            1,
            new NetworkSpec.Rules.ProofOfWork(10_000, Target.EASIEST.bits(), 200_000),
            Amount.of(50),
            Amount.of(1),
            List.of());

    final World world;
    final List<Puppet> puppets = new ArrayList<>();

    Stage(long seed, int puppets) {
        this(seed, puppets, Weather.fair());
    }

    Stage(long seed, int count, Weather weather) {
        world = new World(seed, weather);
        for (int i = 0; i < count; i++) {
            add(plan(i, true));
        }
    }

    Puppet add(PeerPlan plan) {
        Puppet puppet = new Puppet();
        puppets.add(puppet);
        world.start(world.add(plan, puppet.birth()));
        return puppet;
    }

    static PeerPlan plan(int index, boolean isReachable) {
        byte[] seed = new byte[KeyPair.SEED_SIZE];
        seed[0] = (byte) (index + 1);
        KeyPair key = KeyPair.fromSeed(Bytes.of(seed));
        return new PeerPlan(
                SPEC,
                key,
                Limits.standard(),
                home(index),
                isReachable,
                List.of(),
                List.of(),
                List.of(),
                false,
                Address.of(key.publicKey()));
    }

    static Endpoint home(int index) {
        return new Endpoint("10." + index + ".1.1", 7000);
    }

    Puppet puppet(int index) {
        return puppets.get(index);
    }

    LabPeer peer(int index) {
        return world.peers().get(index);
    }

    /** Lets a puppet do something right now. */
    void now(int index, Action... actions) {
        puppet(index).willDo(actions);
        world.instruct(peer(index), new Instruction.StopMining());
    }

    /** Makes a link between two puppets, each of whose first it is. */
    void link(int caller, int called) {
        now(caller, dial(called));
        world.run(Duration.ofSeconds(1));
    }

    static Action.Dial dial(int called) {
        return dial(called, Optional.empty());
    }

    static Action.Dial dial(int called, Optional<NodeId> expected) {
        return new Action.Dial(FIRST_OUT, home(called), expected, 5_000);
    }

    static Action.Send ping(LinkId link, long nonce) {
        return new Action.Send(link, new Message.Ping(nonce));
    }

    /** The pings a puppet heard, in order. */
    static List<Long> pings(Puppet puppet) {
        return puppet.all(Event.Heard.class).stream()
                .map(heard -> ((Message.Ping) heard.message()).nonce())
                .toList();
    }
}
