package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SteadyClockTest {
    private static final long START_MILLIS = 1_700_000_000_000L;

    private long wallMillis = START_MILLIS;
    private long monotonicNanos = 5;
    private final SteadyClock clock = new SteadyClock(() -> wallMillis, () -> monotonicNanos);

    @Test
    void runsWithTheWallClock() {
        pass(90_000);

        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(START_MILLIS + 90_000));
        assertThat(clock.takeJump()).isEmpty();
    }

    @Test
    void followsTheWallClockAheadAtOnceAndSaysSo() {
        pass(1_000);
        wallMillis += 3_600_000;

        assertThat(clock.now()).isEqualTo(Instant.ofEpochMilli(wallMillis));
        assertThat(clock.takeJump()).hasValue(3_600_000);
        assertThat(clock.takeJump()).isEmpty();
    }

    @Test
    void neverRunsBackwardsAndMeetsAWallClockThatWasSetBack() {
        clock.now();
        wallMillis -= 60_000;
        Instant last = clock.now();

        assertThat(clock.takeJump()).hasValue(-60_000);
        for (int second = 0; second < 121; second++) {
            pass(1_000);
            Instant now = clock.now();
            assertThat(now).isAfter(last);
            last = now;
        }
        assertThat(last.toEpochMilli()).isBetween(wallMillis, wallMillis + 1_000);
        assertThat(clock.takeJump()).isEmpty();
    }

    @Test
    void aSlowDriftIsLeantAgainstAndNotCalledAJump() {
        for (int second = 0; second < 100; second++) {
            pass(1_000);
            wallMillis += 5;
            clock.now();
        }

        assertThat(clock.now().toEpochMilli()).isBetween(wallMillis - 20, wallMillis);
        assertThat(clock.takeJump()).isEmpty();
    }

    private void pass(long millis) {
        wallMillis += millis;
        monotonicNanos += millis * 1_000_000;
    }
}
