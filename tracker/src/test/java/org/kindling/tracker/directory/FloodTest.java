package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;
import org.kindling.tracker.Heap;

/** More peers and networks than there is room for, each of which nobody has seen before: the memory they take stays what it was when the room was full. */
final class FloodTest {
    private static final int ROOM = 2_000;
    private static final long EXPIRY_MILLIS =
            Announcer.at(1, World.host(1, 1, 1, 1)).expiryMillis();
    private static final long SLACK_BYTES = 2L << 20;

    private final SplittableRandom chance = new SplittableRandom(11);

    @Test
    void thirtyThousandPeersOfOneNetworkTakeTheRoomOfTwoThousand() {
        NetworkId network = World.network(1);

        flood(small(), 30_000, () -> network);
    }

    @Test
    void thirtyThousandNetworksTakeTheRoomOfTwoThousand() {
        flood(small(), 30_000, this::network);
    }

    @Test
    @Tag("long")
    void aMillionPeersTakeTheRoomOfFiftyThousand() {
        NetworkId network = World.network(1);

        flood(DirectoryLimits.standard(), 1_000_000, () -> network);
    }

    @Test
    @Tag("long")
    void aMillionNetworksTakeTheRoomOfTenThousand() {
        flood(DirectoryLimits.standard(), 1_000_000, this::network);
    }

    private static DirectoryLimits small() {
        return new DirectoryLimits(DirectoryLimits.Rhythm.standard(), NetworkRule.every(), ROOM, ROOM, 32, 128, 50);
    }

    private void flood(DirectoryLimits limits, int peers, Supplier<NetworkId> networks) {
        long before = Heap.used();
        World world = new World(limits);
        try {
            come(world, peers / 4, networks);
            long full = Heap.used();
            int listed = world.peersListed();

            come(world, 3 * peers / 4, networks);

            long after = Heap.used();
            assertThat(after - full)
                    .as("%s listed in %s bytes", listed, full - before)
                    .isLessThan(SLACK_BYTES);
            assertThat(world.peersListed())
                    .isLessThanOrEqualTo(limits.leasesMax())
                    .isGreaterThan(listed / 2);
            System.out.printf(
                    "flood: %d peers, %d listed in %d bytes each; %d bytes more after all of them%n",
                    peers, listed, (full - before) / listed, after - full);
        } finally {
            Reference.reachabilityFence(world);
        }
    }

    /** By a peer's own word of them, because that is listed without a signature, which would take most of the time. */
    private void come(World world, int peers, Supplier<NetworkId> networks) {
        for (int i = 0; i < peers; i++) {
            world.directory().known(List.of(record(networks.get())), world.nowMillis());
            if (i % 100 == 0) {
                world.passMillis(1);
            }
        }
    }

    private PeerRecord record(NetworkId network) {
        IpAddress ip = new IpAddress(bytes(4));
        while (!ip.isPublic()) {
            ip = new IpAddress(bytes(4));
        }
        PeerRecord.Content content = new PeerRecord.Content(
                network,
                new PublicKey(bytes(PublicKey.SIZE)),
                1,
                List.of(new Endpoint(ip.text(), 7_000)),
                List.of(Role.FULL),
                0,
                EXPIRY_MILLIS);
        return new PeerRecord(content, new Signature(bytes(64)));
    }

    private NetworkId network() {
        return new NetworkId(new Hash(bytes(Hash.SIZE)));
    }

    private Bytes bytes(int count) {
        byte[] bytes = new byte[count];
        chance.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
