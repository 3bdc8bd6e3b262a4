package org.kindling.tracker.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;
import org.kindling.tracker.directory.SeenHost;

final class TokenBucketsTest {
    private static final SeenHost STRANGER = new SeenHost(Bytes.fromHex("5db8d822"));
    private static final SeenHost OTHER = new SeenHost(Bytes.fromHex("5db8d823"));
    private static final SeenHost LOOPBACK = new SeenHost(Bytes.fromHex("7f000001"));

    private final TokenBuckets buckets = new TokenBuckets(new Rate(2, 3, 100, false));

    @Test
    void aBurstIsServedAndThenOnlyTheSteadyRate() {
        int served = askTimes(STRANGER, 10, 0);
        int servedASecondLater = askTimes(STRANGER, 10, 1_000);
        int servedAnHourLater = askTimes(STRANGER, 10, 3_600_000);

        assertThat(served).isEqualTo(3);
        assertThat(servedASecondLater).isEqualTo(2);
        assertThat(servedAnHourLater).isEqualTo(3);
    }

    @Test
    void oneCallersGreedCostsAnotherNothing() {
        askTimes(STRANGER, 10, 0);

        int served = askTimes(OTHER, 10, 0);

        assertThat(served).isEqualTo(3);
    }

    @Test
    void aWholeIpv6NetworkOfOneCallerSharesOneBucket() {
        int served = 0;
        for (int i = 0; i < 10; i++) {
            byte[] address = ByteBuffer.allocate(16)
                    .putInt(0x20010db8)
                    .putInt(1)
                    .putInt(i)
                    .putInt(7)
                    .array();
            served += askTimes(new SeenHost(Bytes.wrap(address)), 1, 0);
        }

        assertThat(served).isEqualTo(3);
    }

    @Test
    void thisMachineIsNotLimitedUnlessItIsAskedFor() {
        TokenBuckets strict = new TokenBuckets(new Rate(2, 3, 100, true));

        int served = askTimes(LOOPBACK, 100, 0);
        int servedStrictly = 0;
        for (int i = 0; i < 100; i++) {
            servedStrictly += strict.admits(LOOPBACK, 0) ? 1 : 0;
        }

        assertThat(served).isEqualTo(100);
        assertThat(servedStrictly).isEqualTo(3);
    }

    @Test
    void aFloodOfAddressesNeverTakesMoreThanItsRoom() {
        for (int i = 0; i < 10_000; i++) {
            buckets.admits(
                    new SeenHost(Bytes.wrap(
                            ByteBuffer.allocate(4).putInt(0x50000000 + i).array())),
                    i);
        }

        assertThat(buckets.size()).isEqualTo(100);
    }

    @Test
    void aClockThatWasSetBackLocksNobodyOut() {
        askTimes(STRANGER, 2, 1_000_000);

        int served = askTimes(STRANGER, 1, 0);

        assertThat(served).isEqualTo(1);
    }

    private int askTimes(SeenHost seen, int times, long nowMillis) {
        int served = 0;
        for (int i = 0; i < times; i++) {
            served += buckets.admits(seen, nowMillis) ? 1 : 0;
        }
        return served;
    }
}
