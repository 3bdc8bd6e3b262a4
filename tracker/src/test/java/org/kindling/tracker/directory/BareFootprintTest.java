package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.tracker.Heap;

/** What a stranger costs who announces from an address that nobody else has. */
final class BareFootprintTest {
    private static final int PEERS = 200_000;

    @Test
    void aPeerOfALargeSwarmTakesLessThanTwoHundredBytes() {
        assertThat(bytesEach(number -> 0)).isBetween(50L, 200L);
    }

    @Test
    void aPeerWithASwarmOfItsOwnTakesLessThanThreeHundredAndTwentyBytes() {
        assertThat(bytesEach(number -> number)).isBetween(100L, 320L);
    }

    private static long bytesEach(IntUnaryOperator swarmOf) {
        long before = Heap.used();
        BarePeers peers = filled(swarmOf);
        try {
            assertThat(peers.size()).isEqualTo(PEERS);
            return (Heap.used() - before) / PEERS;
        } finally {
            Reference.reachabilityFence(peers);
        }
    }

    private static BarePeers filled(IntUnaryOperator swarmOf) {
        BareLimits standard = BareLimits.standard();
        BareLimits limits = new BareLimits(standard.rhythm(), standard.swarms(), PEERS, 1, 256, 200, 50);
        BarePeers peers = new BarePeers(limits, GroupRule.byNetwork(), new SplittableRandom(1));
        for (int i = 0; i < PEERS; i++) {
            byte[] address =
                    ByteBuffer.allocate(4).putInt((20 << 24) + (i << 7)).array();
            Stranger stranger =
                    Stranger.at(new SeenHost(Bytes.wrap(address))).in(Stranger.swarm(swarmOf.applyAsInt(i)));
            peers.announce(stranger.ask(SwarmEvent.STARTED, 0), 0);
        }
        return peers;
    }
}
