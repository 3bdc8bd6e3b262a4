package org.kindling.peer.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The formulas of the independence verdict, against worlds in which the loss really happens. */
class SurvivalTest {
    private static final double POINTS = 0.05;

    @Test
    void whoKnowsNobodyIsAloneAndWhoKnowsEverybodyIsNot() {
        assertThat(Survival.ofOne(50, 0)).isZero();
        assertThat(Survival.ofOne(50, 49)).isEqualTo(1);
        assertThat(Survival.ofAll(50, List.of(49))).isEqualTo(1);
        assertThat(Survival.ofAll(50, List.of(0))).isZero();
    }

    @Test
    void ofOneHundredWithOneContactOneInFiveOrSoSurvives() {
        assertThat(Survival.ofOne(101, 1)).isCloseTo(19 / 100.0, within(1e-9));
    }

    @Test
    void aNetworkOfOneIsWhole() {
        assertThat(Survival.ofAll(1, List.of())).isEqualTo(1);
    }

    @Test
    void aLargeNetworkIsWeighedAtOnceAndStillKnowsGoodFromBad() {
        assertThat(Survival.ofAll(100_000, Collections.nCopies(64, 10))).isLessThan(0.01);
        assertThat(Survival.ofAll(100_000, Collections.nCopies(64, 80))).isGreaterThan(0.99);
    }

    @ParameterizedTest
    @CsvSource({"50, 4", "50, 8", "50, 16", "200, 8", "200, 16", "200, 32", "1000, 16", "1000, 32"})
    void aSurvivorFindsASurvivorAsOftenAsPredicted(int peers, int contacts) {
        SplittableRandom random = new SplittableRandom(peers + contacts);

        int trials = 4_000;
        int found = 0;
        for (int trial = 0; trial < trials; trial++) {
            List<Integer> others = shuffled(peers - 1, random);
            found += others.subList(0, Survival.survivors(peers) - 1).stream().anyMatch(one -> one < contacts) ? 1 : 0;
        }

        assertThat(Survival.ofOne(peers, contacts)).isCloseTo(found / (double) trials, within(POINTS));
    }

    @ParameterizedTest
    @CsvSource({
        "50, 4, 1000",
        "50, 6, 1000",
        "50, 8, 1000",
        "50, 12, 1000",
        "200, 8, 600",
        "200, 10, 600",
        "200, 12, 600",
        "200, 16, 600",
        "1000, 10, 200",
        "1000, 12, 200",
        "1000, 16, 200",
        "1000, 20, 200"
    })
    void theRestOfANetworkIsInOnePieceAsOftenAsPredicted(int peers, int calls, int trials) {
        SplittableRandom random = new SplittableRandom(31L * peers + calls);

        int whole = 0;
        double predicted = 0;
        for (int trial = 0; trial < trials; trial++) {
            List<BitSet> acquainted = whoeverCallsSoManyOthers(peers, calls, random);
            predicted += Survival.ofAll(peers, degrees(acquainted, shuffled(peers, random)));
            whole += isOnePiece(acquainted, shuffled(peers, random).subList(0, Survival.survivors(peers))) ? 1 : 0;
        }

        assertThat(predicted / trials).isCloseTo(whole / (double) trials, within(POINTS));
    }

    private static List<BitSet> whoeverCallsSoManyOthers(int peers, int calls, SplittableRandom random) {
        List<BitSet> acquainted = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
            acquainted.add(new BitSet(peers));
        }
        for (int i = 0; i < peers; i++) {
            for (int made = 0; made < calls; ) {
                int other = random.nextInt(peers);
                if (other != i && !isCalled(acquainted, i, other)) {
                    acquainted.get(i).set(other);
                    acquainted.get(other).set(i);
                    made++;
                }
            }
        }
        return acquainted;
    }

    private static boolean isCalled(List<BitSet> acquainted, int caller, int other) {
        return acquainted.get(caller).get(other) && acquainted.get(caller).cardinality() < acquainted.size() - 1;
    }

    /** Of as many as peer exchange samples. */
    private static List<Integer> degrees(List<BitSet> acquainted, List<Integer> sample) {
        return sample.stream()
                .limit(64)
                .map(peer -> acquainted.get(peer).cardinality())
                .toList();
    }

    private static boolean isOnePiece(List<BitSet> acquainted, List<Integer> living) {
        BitSet unseen = new BitSet();
        living.forEach(unseen::set);
        Deque<Integer> next = new ArrayDeque<>(List.of(living.get(0)));
        unseen.clear(living.get(0));
        while (!next.isEmpty()) {
            BitSet found = (BitSet) acquainted.get(next.pop()).clone();
            found.and(unseen);
            unseen.andNot(found);
            found.stream().forEach(next::add);
        }
        return unseen.isEmpty();
    }

    private static List<Integer> shuffled(int count, SplittableRandom random) {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(i);
        }
        new Chance(random).shuffle(list);
        return list;
    }
}
