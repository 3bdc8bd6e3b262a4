package org.kindling.tracker.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnnounceHistoryTest {
    private static final long STEP_MILLIS = AnnounceHistory.STEP_SECONDS * 1_000L;
    private static final long START_MILLIS = 1_700_000_000_000L / STEP_MILLIS * STEP_MILLIS;

    private final AnnounceHistory history = new AnnounceHistory();

    private List<Integer> last(int steps, long nowMillis) {
        List<Integer> counts = history.counts(nowMillis);
        assertThat(counts).hasSize(AnnounceHistory.STEPS);
        return counts.subList(counts.size() - steps, counts.size());
    }

    @Test
    void eachStepHasItsOwnCount() {
        history.count(START_MILLIS);
        history.count(START_MILLIS + STEP_MILLIS - 1);
        history.count(START_MILLIS + STEP_MILLIS);

        assertThat(last(3, START_MILLIS + 2 * STEP_MILLIS)).containsExactly(2, 1, 0);
    }

    @Test
    void whatIsOlderThanAnHourIsForgotten() {
        history.count(START_MILLIS);
        history.count(START_MILLIS + STEP_MILLIS);

        List<Integer> anHourLater = history.counts(START_MILLIS + AnnounceHistory.STEPS * STEP_MILLIS);
        List<Integer> aDayLater = history.counts(START_MILLIS + 86_400_000L);

        assertThat(anHourLater.get(0)).isEqualTo(1);
        assertThat(Collections.frequency(anHourLater, 0)).isEqualTo(AnnounceHistory.STEPS - 1);
        assertThat(aDayLater).containsOnly(0);
    }

    @Test
    void aClockThatIsSetBackLosesNothing() {
        history.count(START_MILLIS + 10 * STEP_MILLIS);
        history.count(START_MILLIS);

        assertThat(last(1, START_MILLIS)).containsExactly(2);
    }
}
