package org.kindling.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ClusterClockTest {
    private static final long HOUR_MILLIS = 3_600_000;

    private final AtomicLong own = new AtomicLong(1_800_000_000_000L);
    private final AtomicLong cluster = new AtomicLong(own.get());
    private final ClusterClock clock = new ClusterClock(() -> Instant.ofEpochMilli(own.get()), cluster::get);

    @Test
    void wordOfTheTimeThatWasLongOnItsWayTurnsNothingRound() {
        cluster.addAndGet(-ClusterClock.SLACK_MILLIS + 1);
        long early = own.get() - clock.aheadMillis();
        own.addAndGet(10);
        cluster.set(own.get());

        long late = own.get() - clock.aheadMillis();

        assertThat(late - early).isEqualTo(10);
    }

    @Test
    void aClockThatIsWrongIsPutRight() {
        own.addAndGet(-HOUR_MILLIS);
        long ahead = clock.aheadMillis();
        cluster.addAndGet(-ClusterClock.SLACK_MILLIS);
        long stillAhead = clock.aheadMillis();

        own.addAndGet(HOUR_MILLIS);

        assertThat(ahead).isEqualTo(HOUR_MILLIS);
        assertThat(stillAhead).isEqualTo(HOUR_MILLIS);
        assertThat(clock.aheadMillis()).isBetween(-ClusterClock.SLACK_MILLIS, 0L);
    }
}
