package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MountainRangeTest {
    private static final int SIZE_MAX = 70;

    @Test
    void theEmptyRangeHasTheZeroRoot() {
        assertThat(MountainRange.EMPTY.root()).isEqualTo(Hash.ZERO);
        assertThat(MountainRange.EMPTY.size()).isZero();
        assertThat(MountainRange.EMPTY.peaks()).isEmpty();
    }

    @Test
    void theRootIsThatOfTheRecursiveTreeOverAllLeaves() {
        MountainRange range = MountainRange.EMPTY;
        for (int size = 1; size <= SIZE_MAX; size++) {
            range = range.append(leaf(size - 1));

            assertThat(range.root()).isEqualTo(defined(leaves(size)));
            assertThat(range.size()).isEqualTo(size);
            assertThat(range.peaks()).hasSize(Integer.bitCount(size));
        }
    }

    @Test
    void appendingLeavesTheOldRangeAsItWasSoThatBranchesMayFork() {
        MountainRange trunk = range(13);
        Hash before = trunk.root();

        MountainRange one = trunk.append(Hash.ZERO);
        MountainRange other = trunk.append(leaf(13));

        assertThat(trunk.root()).isEqualTo(before);
        assertThat(one.root()).isNotEqualTo(other.root());
        assertThat(other).isEqualTo(range(14)).hasSameHashCodeAs(range(14));
    }

    @Test
    void aRangeGrowsOnFromItsPeaksAsIfItHadNeverStopped() {
        for (int size = 0; size <= SIZE_MAX; size++) {
            MountainRange range = range(size);

            MountainRange restored = MountainRange.ofPeaks(size, range.peaks());

            assertThat(restored).isEqualTo(range);
            assertThat(restored.append(leaf(size)).root())
                    .isEqualTo(range(size + 1).root());
        }
    }

    @Test
    void everyLeafIsProvedAgainstItsRootAndSizeOnly() {
        List<Hash> leaves = leaves(21);
        TreeHead head = new TreeHead(21, range(21).root());
        for (int index = 0; index < leaves.size(); index++) {
            LeafProof proof = MountainRange.inclusionProof(leaves, index);

            assertThat(MountainRange.includes(head, leaves.get(index), proof)).isTrue();
            assertThat(MountainRange.includes(head, leaf(99), proof)).isFalse();
            assertThat(MountainRange.includes(new TreeHead(22, head.root()), leaves.get(index), proof))
                    .isFalse();
        }
    }

    @Test
    void peaksThatDoNotFitTheSizeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MountainRange.ofPeaks(3, List.of(Hash.ZERO)));
        assertThatIllegalArgumentException().isThrownBy(() -> MountainRange.ofPeaks(-1, List.of()));
    }

    private static Hash defined(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return Hash.tagged(
                    Domain.HISTORY_NODE, new byte[] {0}, leaves.get(0).toArray());
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return Hash.tagged(
                Domain.HISTORY_NODE,
                new byte[] {1},
                defined(leaves.subList(0, split)).toArray(),
                defined(leaves.subList(split, leaves.size())).toArray());
    }

    private static MountainRange range(int size) {
        MountainRange range = MountainRange.EMPTY;
        for (Hash leaf : leaves(size)) {
            range = range.append(leaf);
        }
        return range;
    }

    private static List<Hash> leaves(int size) {
        return IntStream.range(0, size).mapToObj(MountainRangeTest::leaf).toList();
    }

    private static Hash leaf(int number) {
        return Hash.sha256(new byte[] {(byte) number});
    }
}
