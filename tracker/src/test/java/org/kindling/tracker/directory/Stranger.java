package org.kindling.tracker.directory;

import java.nio.ByteBuffer;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmProgress;
import org.kindling.tracker.directory.SwarmAsk.Reach;

/** Somebody who speaks a protocol of BitTorrent: an address, a port, and how much is left. */
record Stranger(SeenHost seen, int port, InfoHash swarm, long leftBytes, Reach reach) {
    static final InfoHash SWARM = swarm(1);

    static Stranger at(SeenHost seen) {
        return new Stranger(seen, 6_881, SWARM, 1, Reach.BOTH);
    }

    static InfoHash swarm(int number) {
        return new InfoHash(
                Bytes.wrap(ByteBuffer.allocate(InfoHash.SIZE).putInt(number).array()));
    }

    static SeenHost ipv6(int number) {
        return new SeenHost(Bytes.wrap(
                ByteBuffer.allocate(16).putInt(0x20010db8).putInt(number).array()));
    }

    Stranger in(InfoHash other) {
        return new Stranger(seen, port, other, leftBytes, reach);
    }

    Stranger onPort(int other) {
        return new Stranger(seen, other, swarm, leftBytes, reach);
    }

    Stranger seeding() {
        return new Stranger(seen, port, swarm, 0, reach);
    }

    Stranger reaching(Reach other) {
        return new Stranger(seen, port, swarm, leftBytes, other);
    }

    SwarmPeer peer() {
        return new SwarmPeer(seen.ip(), port, id().bytes());
    }

    PeerId id() {
        ByteBuffer id = ByteBuffer.allocate(PeerId.SIZE).putInt(port);
        seen.ip().bytes().writeTo(id);
        return new PeerId(Bytes.wrap(id.array()));
    }

    SwarmAsk ask(SwarmEvent event, int want) {
        SwarmProgress progress = new SwarmProgress(0, 0, leftBytes);
        return new SwarmAsk(new SwarmAnnounce(swarm, id(), port, progress, event, want), seen, reach, true);
    }

    /** What it is told, which must not be a refusal. */
    SwarmAnswer.Introduction says(SwarmEvent event, World world) {
        return introduced(world.directory().announce(ask(event, SwarmAnnounce.WANT_USUAL), world.nowMillis()));
    }

    List<SwarmPeer> hears(World world) {
        return says(SwarmEvent.STARTED, world).peers();
    }

    static SwarmAnswer.Introduction introduced(SwarmAnswer answer) {
        return answer.fold(new SwarmAnswer.Cases<SwarmAnswer.Introduction>() {
            @Override
            public SwarmAnswer.Introduction introduction(SwarmAnswer.Introduction introduction) {
                return introduction;
            }

            @Override
            public SwarmAnswer.Introduction refused(SwarmAnswer.Refused refused) {
                throw new AssertionError("expected an introduction, was refused: " + refused);
            }
        });
    }

    static Refusal refused(SwarmAnswer answer) {
        return answer.fold(new SwarmAnswer.Cases<Refusal>() {
            @Override
            public Refusal introduction(SwarmAnswer.Introduction introduction) {
                throw new AssertionError("expected a refusal, was " + introduction);
            }

            @Override
            public Refusal refused(SwarmAnswer.Refused refused) {
                return refused.reason();
            }
        });
    }
}
