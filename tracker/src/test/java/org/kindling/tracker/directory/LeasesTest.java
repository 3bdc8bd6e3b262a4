package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

final class LeasesTest {
    private static final int FLOOD = 100_000;
    private static final int NETWORKS_MAX = 50;
    private static final int LEASES_MAX = 1_000;
    private static final Endpoint SOMEWHERE = new Endpoint("80.1.1.1", 7000);

    private final RandomGenerator chance = new SplittableRandom(3);
    private final Leases leases = new Leases(new DirectoryLimits(
            DirectoryLimits.Rhythm.standard(), NetworkRule.every(), NETWORKS_MAX, LEASES_MAX, 32, 128, 50));

    @Test
    void aFloodOfNetworksNeverTakesMoreThanItsRoom() {
        for (int i = 0; i < FLOOD; i++) {
            leases.put(lease(new NetworkId(Hash.of(random(32))), 1_000 + i));
            if (i % 1_000 == 0) {
                assertThat(leases.census(0).networks()).isLessThanOrEqualTo(NETWORKS_MAX);
            }
        }

        Census census = leases.census(NETWORKS_MAX);
        assertThat(census.networks()).isEqualTo(NETWORKS_MAX);
        assertThat(census.peers()).isEqualTo(NETWORKS_MAX);
        assertThat(leases.hostsCounted()).isLessThanOrEqualTo(NETWORKS_MAX);
    }

    @Test
    void aFloodOfPeersNeverTakesMoreThanItsRoom() {
        List<NetworkId> networks = chance.ints(20).mapToObj(World::network).toList();

        for (int i = 0; i < FLOOD; i++) {
            leases.put(lease(networks.get(i % networks.size()), 1_000 + i));
        }

        assertThat(leases.census(0).peers()).isEqualTo(LEASES_MAX);
        assertThat(leases.hostsCounted()).isLessThanOrEqualTo(LEASES_MAX);
    }

    @Test
    void whoWouldLapseFirstMakesRoom() {
        Lease oldest = lease(World.NETWORK, 10);
        leases.put(oldest);
        for (int i = 0; i < LEASES_MAX - 1; i++) {
            leases.put(lease(World.NETWORK, 1_000));
        }
        Lease newest = lease(World.NETWORK, 2_000);

        leases.put(newest);

        assertThat(leases.find(World.NETWORK, oldest.node())).isEmpty();
        assertThat(leases.find(World.NETWORK, newest.node())).contains(newest);
    }

    @Test
    void whenEverybodyIsGoneNothingIsLeft() {
        for (int i = 0; i < 500; i++) {
            leases.put(lease(World.network(i % 30), 1_000 + i));
        }

        leases.dropExpired(1_500);

        assertThat(leases.census(10)).isEqualTo(new Census(0, 0, 0, 0, 0, List.of()));
        assertThat(leases.hostsCounted()).isZero();
    }

    @Test
    void theCensusNamesOnlyTheNetworksAnnouncedLast() {
        for (int i = 0; i < 5; i++) {
            leases.put(lease(World.network(i), 1_000));
        }

        Census census = leases.census(2);

        assertThat(census.networks()).isEqualTo(5);
        assertThat(census.recent())
                .extracting(Census.Network::network)
                .containsExactly(World.network(3).toString(), World.network(4).toString());
    }

    private Lease lease(NetworkId network, long expiresAtMillis) {
        PeerRecord record = new PeerRecord(
                new PeerRecord.Content(
                        network, PublicKey.of(random(32)), 1, List.of(SOMEWHERE), List.of(), 0, expiresAtMillis),
                Signature.of(random(64)));
        SeenHost seen = new SeenHost(Bytes.of(random(4)));
        return new Lease(
                record, new NodeId(Bytes.of(random(20))), seen, seen.ip().group(), false, 0, 0, 0, expiresAtMillis);
    }

    private byte[] random(int size) {
        byte[] bytes = new byte[size];
        chance.nextBytes(bytes);
        return bytes;
    }
}
