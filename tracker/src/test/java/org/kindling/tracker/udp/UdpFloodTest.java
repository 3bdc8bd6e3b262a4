package org.kindling.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.bittorrent.AddressFamily;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmProgress;
import org.kindling.protocol.bittorrent.UdpReplies;
import org.kindling.protocol.bittorrent.UdpReply;
import org.kindling.protocol.bittorrent.UdpRequest;
import org.kindling.protocol.bittorrent.UdpRequests;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.tracker.Heap;
import org.kindling.tracker.directory.BareLimits;
import org.kindling.tracker.directory.Directory;
import org.kindling.tracker.directory.DirectoryLimits;
import org.kindling.tracker.directory.GroupRule;
import org.kindling.tracker.directory.Notary;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.front.TrackerMetrics;

/** BitTorrent clients without end, each at another address, datagram by datagram: the memory they take stays what it was when the room was full. */
final class UdpFloodTest {
    private static final int ROOM = 2_500;
    private static final long SLACK_BYTES = 2L << 20;

    private final SplittableRandom chance = new SplittableRandom(13);
    private long nowMillis = 1_800_000_000_000L;

    @Test
    void clientsOfOneSwarmTakeTheRoomThereIs() throws Exception {
        InfoHash swarm = new InfoHash(bytes(InfoHash.SIZE));

        flood(20_000, () -> swarm);
    }

    @Test
    void swarmsTakeTheRoomThereIs() throws Exception {
        flood(20_000, () -> new InfoHash(bytes(InfoHash.SIZE)));
    }

    @Test
    @Tag("long")
    void aMillionClientsEachWithASwarmOfItsOwnTakeTheRoomThereIs() throws Exception {
        flood(1_000_000, () -> new InfoHash(bytes(InfoHash.SIZE)));
    }

    @Test
    @Tag("long")
    void aMillionClientsOfOneSwarmTakeTheRoomThereIs() throws Exception {
        InfoHash swarm = new InfoHash(bytes(InfoHash.SIZE));

        flood(1_000_000, () -> swarm);
    }

    private void flood(int clients, Supplier<InfoHash> swarms) throws MalformedException {
        BareLimits usual = BareLimits.standard();
        BareLimits bare = new BareLimits(usual.rhythm(), usual.swarms(), ROOM, 512, 2_048, 200, 50);
        Directory directory = new Directory(
                DirectoryLimits.standard().with(bare),
                GroupRule.byNetwork(),
                new SplittableRandom(7),
                new Notary(KeyPair.fromSeed(Hash.sha256(new byte[0]).bytes()), nowMillis));
        TrackerMetrics metrics = new TrackerMetrics(List.of());
        UdpDesk desk = new UdpDesk(directory, metrics, UdpLimits.standard(), bytes(32));

        try {
            come(desk, 3 * clients / 4, swarms);
            long full = Heap.used();
            come(desk, clients / 4, swarms);
            long after = Heap.used();

            assertThat(after - full).isLessThan(SLACK_BYTES);
            assertThat(directory.census(0, nowMillis).barePeers()).isEqualTo(ROOM);
            System.out.printf("flood: %d clients over UDP; %d bytes more after all of them%n", clients, after - full);
        } finally {
            Reference.reachabilityFence(desk);
            metrics.close();
        }
    }

    private void come(UdpDesk desk, int clients, Supplier<InfoHash> swarms) throws MalformedException {
        for (int i = 0; i < clients; i++) {
            SeenHost seen = somewhere();
            UdpReply reply = answered(desk, new UdpRequest.Connect(i), seen);
            long id = ((UdpReply.Connected) reply).connectionId();
            SwarmAnnounce announce = new SwarmAnnounce(
                    swarms.get(),
                    new PeerId(bytes(PeerId.SIZE)),
                    6_881,
                    new SwarmProgress(0, 0, chance.nextInt(2)),
                    SwarmEvent.STARTED,
                    5);
            assertThat(answered(desk, new UdpRequest.Announce(id, i, announce, 0, Bytes.EMPTY), seen))
                    .isInstanceOf(UdpReply.Announced.class);
            nowMillis += i % 100 == 0 ? 1 : 0;
        }
    }

    private UdpReply answered(UdpDesk desk, UdpRequest request, SeenHost seen) throws MalformedException {
        byte[] answer =
                desk.answer(UdpRequests.encode(request), seen, nowMillis).orElseThrow();
        return UdpReplies.read(answer, AddressFamily.IPV4);
    }

    private SeenHost somewhere() {
        SeenHost seen = new SeenHost(bytes(4));
        while (seen.isNearby()) {
            seen = new SeenHost(bytes(4));
        }
        return seen;
    }

    private Bytes bytes(int count) {
        byte[] bytes = new byte[count];
        chance.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
