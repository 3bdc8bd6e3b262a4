package org.kindling.peer.shell.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PorchTest {
    private static final int PER_SECOND = 10;
    private static final int BURST = 20;
    private static final int HOST_PER_SECOND = 1;
    private static final int HOST_BURST = 3;
    private static final int HOSTS_MAX = 50;
    private static final NetLimits LIMITS = new NetLimits(
            10_000, 8, PER_SECOND, BURST, HOST_PER_SECOND, HOST_BURST, HOSTS_MAX, 1 << 20, 20_000, 3_000, 64);

    private final Porch porch = new Porch(LIMITS, 0);

    @Test
    void aHostThatCallsAllTheTimeLeavesRoomForOthers() {
        int admitted = admitted("203.0.113.1", 1_000, 0);

        assertThat(admitted).isEqualTo(HOST_BURST);
        assertThat(admitted("203.0.113.2", 1, 0)).isEqualTo(1);
        assertThat(porch.refused()).isEqualTo(1_000 - HOST_BURST);
    }

    @Test
    void whoWaitsMayCallAgain() {
        admitted("203.0.113.1", 1_000, 0);

        assertThat(admitted("203.0.113.1", 1_000, TimeUnit.SECONDS.toNanos(2))).isEqualTo(2 * HOST_PER_SECOND);
    }

    @Test
    void aHouseholdOfIpv6IsOneCaller() {
        assertThat(admitted("2001:db8::1", 2, 0)).isEqualTo(2);
        assertThat(admitted("2001:db8::2", 2, 0)).isEqualTo(1);
        assertThat(admitted("2001:db8:0:1::2", 1, 0)).isEqualTo(1);
    }

    @Test
    void manyHostsTogetherAreBoundedTooAndNotRememberedForEver() {
        int admitted = 0;
        for (int i = 1; i <= 200; i++) {
            admitted += admitted("203.0.113." + i, 1, 0);
        }
        CallerBuckets buckets = new CallerBuckets(LIMITS);
        for (int i = 1; i <= 200; i++) {
            buckets.admits(new InetSocketAddress("203.0.113." + i, 1).getAddress(), 0);
        }

        assertThat(admitted).isEqualTo(BURST);
        assertThat(buckets.size()).isEqualTo(HOSTS_MAX);
    }

    @Test
    void peersOfOneMachineOnlyShareTheCommonBucket() {
        assertThat(admitted("127.0.0.1", 100, 0)).isEqualTo(BURST);
    }

    private int admitted(String host, int calls, long nowNanos) {
        int admitted = 0;
        for (int i = 0; i < calls; i++) {
            admitted += porch.admits(caller(host), nowNanos) ? 1 : 0;
        }
        return admitted;
    }

    private static Channel caller(String host) {
        return new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(host, 40_000);
            }
        };
    }
}
