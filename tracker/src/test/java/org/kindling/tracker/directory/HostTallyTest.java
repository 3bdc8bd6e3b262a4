package org.kindling.tracker.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class HostTallyTest {
    @Test
    void itCountsLikeAMapWhateverComesAndGoes() {
        HostTally tally = new HostTally(42);
        Map<Long, Integer> map = new TreeMap<>();
        SplittableRandom chance = new SplittableRandom(1);

        for (int i = 0; i < 200_000; i++) {
            long key = 1 + chance.nextInt(3_000);
            if (chance.nextInt(100_000) < i / 2) {
                tally.remove(key);
                map.computeIfPresent(key, (same, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
            } else {
                tally.add(key);
                map.merge(key, 1, Integer::sum);
            }
        }

        assertThat(tally.size()).isEqualTo(map.size());
        for (long key = 1; key <= 3_000; key++) {
            assertThat(tally.count(key)).isEqualTo(map.getOrDefault(key, 0));
        }
    }

    @Test
    void whatIsTakenAwayAsOftenAsItCameLeavesNothing() {
        HostTally tally = new HostTally(7);
        for (long key = 1; key <= 10_000; key++) {
            tally.add(key << 32);
            tally.add(key << 32);
        }

        for (long key = 10_000; key >= 1; key--) {
            tally.remove(key << 32);
            tally.remove(key << 32);
            tally.remove(key << 32);
        }

        assertThat(tally.size()).isZero();
        assertThat(tally.count(1L << 32)).isZero();
    }
}
