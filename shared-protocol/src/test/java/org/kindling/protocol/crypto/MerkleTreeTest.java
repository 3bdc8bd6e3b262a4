package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;

class MerkleTreeTest {
    private static final int SIZE_MAX = 40;

    @Test
    void theRootIsThatOfTheRecursiveDefinition() {
        for (int size = 1; size <= SIZE_MAX; size++) {
            assertThat(MerkleTree.root(leaves(size))).isEqualTo(defined(leaves(size)));
        }
    }

    @Test
    void theRootOfNoLeavesIsTheHashOfNothing() {
        assertThat(MerkleTree.root(List.of()).hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void everyLeafIsProvedAndFoundNowhereElse() {
        for (int size = 1; size <= SIZE_MAX; size++) {
            List<Bytes> leaves = leaves(size);
            Hash root = MerkleTree.root(leaves);
            for (int index = 0; index < size; index++) {
                LeafProof proof = MerkleTree.inclusionProof(leaves, index);

                assertThat(MerkleTree.includes(root, proof)).isTrue();
                assertThat(MerkleTree.includes(root, moved(proof, index + 1))).isFalse();
                assertThat(MerkleTree.includes(root, moved(proof, index - 1))).isFalse();
            }
        }
    }

    @Test
    void everyOlderTreeIsProvedToBeTheBeginning() {
        for (int size = 1; size <= SIZE_MAX; size++) {
            TreeHead newer = head(size);
            for (int older = 1; older <= size; older++) {
                List<Hash> proof = MerkleTree.consistencyProof(leaves(size), older);

                assertThat(MerkleTree.extend(head(older), newer, proof)).isTrue();
                assertThat(MerkleTree.extend(new TreeHead(older, Hash.ZERO), newer, proof))
                        .isFalse();
            }
        }
    }

    @Test
    void listsThatRepeatTheirLastLeafHaveRootsOfTheirOwn() {
        List<Bytes> three = leaves(3);
        List<Bytes> four = List.of(three.get(0), three.get(1), three.get(2), three.get(2));

        assertThat(MerkleTree.root(three)).isNotEqualTo(MerkleTree.root(four));
    }

    @Test
    void aTreeOfHashesHasTheirBytesAsLeaves() {
        List<Hash> ids =
                leaves(5).stream().map(leaf -> Hash.sha256(leaf.toArray())).toList();

        assertThat(MerkleTree.rootOfHashes(ids))
                .isEqualTo(MerkleTree.root(ids.stream().map(Hash::bytes).toList()));
    }

    @Test
    void proofsOfWhatIsNotThereCannotBeAskedFor() {
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.inclusionProof(leaves(3), 3));
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.consistencyProof(leaves(3), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MerkleTree.consistencyProof(leaves(3), 4));
    }

    /** RFC 9162 §2.1.1, word for word. */
    static Hash defined(List<Bytes> leaves) {
        if (leaves.size() == 1) {
            return Hash.sha256(new byte[] {0}, leaves.get(0).toArray());
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return Hash.sha256(
                new byte[] {1},
                defined(leaves.subList(0, split)).toArray(),
                defined(leaves.subList(split, leaves.size())).toArray());
    }

    private static LeafProof moved(LeafProof proof, int index) {
        return new LeafProof(proof.leafHash(), index, proof.size(), proof.siblings());
    }

    private static TreeHead head(int size) {
        return new TreeHead(size, MerkleTree.root(leaves(size)));
    }

    private static List<Bytes> leaves(int size) {
        return IntStream.range(0, size).mapToObj(leaf -> Bytes.of((byte) leaf)).toList();
    }
}
