package org.kindling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ShuffleTest {
    @Test
    void everyOrderIsAsLikelyAsAnyOther() {
        SplittableRandom chance = new SplittableRandom(3);
        Map<String, Integer> orders = new TreeMap<>();

        for (int i = 0; i < 6_000; i++) {
            List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
            Shuffle.inPlace(list, chance);
            orders.merge(list.toString(), 1, Integer::sum);
        }

        assertThat(orders).hasSize(6);
        assertThat(orders.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
    }
}
