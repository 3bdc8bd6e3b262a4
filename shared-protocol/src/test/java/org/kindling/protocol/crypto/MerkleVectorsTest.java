package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class MerkleVectorsTest {
    private static final int VECTORS = 98;
    private static final int LEAF = 0;
    private static final int ROOT = 1;
    private static final int STEP = 2;

    @Test
    void inclusionProofsAreJudgedAsTheVectorsSay() {
        JsonNode vectors = vectors("inclusion");

        List<String> wrong = disagreements(vectors, MerkleVectorsTest::included);

        assertThat(vectors).hasSize(VECTORS);
        assertThat(wrong).isEmpty();
    }

    @Test
    void consistencyProofsAreJudgedAsTheVectorsSay() {
        JsonNode vectors = vectors("consistency");

        List<String> wrong = disagreements(vectors, MerkleVectorsTest::consistent);

        assertThat(vectors).hasSize(VECTORS);
        assertThat(wrong).isEmpty();
    }

    /** The vectors that our judge sees otherwise than their authors. */
    private static List<String> disagreements(JsonNode vectors, Predicate<JsonNode> judge) {
        List<String> wrong = new ArrayList<>();
        vectors.properties().forEach(vector -> {
            if (judge.test(vector.getValue())
                    == vector.getValue().get("wantErr").asBoolean()) {
                wrong.add(vector.getKey());
            }
        });
        return wrong;
    }

    private static boolean included(JsonNode vector) {
        long index = number(vector.get("leafIdx"));
        long size = number(vector.get("treeSize"));
        LeafProof proof = new LeafProof(hash(vector.get("leafHash"), LEAF), index, size, hashes(vector.get("proof")));
        return MerkleTree.includes(hash(vector.get("root"), ROOT), proof);
    }

    private static boolean consistent(JsonNode vector) {
        TreeHead older = new TreeHead(number(vector.get("size1")), hash(vector.get("root1"), ROOT));
        TreeHead newer = new TreeHead(number(vector.get("size2")), hash(vector.get("root2"), ROOT));
        return MerkleTree.extend(older, newer, hashes(vector.get("proof")));
    }

    /** Numbers of 64 bits without a sign; the upper half becomes negative. */
    private static long number(JsonNode number) {
        return number.bigIntegerValue().longValue();
    }

    /** Text that does not hold 32 bytes stands for some hash, never for one that another part of the proof has. */
    private static Hash hash(JsonNode base64, int part) {
        byte[] bytes = Base64.getDecoder().decode(base64.asText(""));
        return bytes.length == Hash.SIZE ? Hash.of(bytes) : Hash.sha256(new byte[] {(byte) part}, bytes);
    }

    private static List<Hash> hashes(JsonNode list) {
        List<Hash> hashes = new ArrayList<>();
        list.forEach(item -> hashes.add(hash(item, STEP)));
        return hashes;
    }

    private static JsonNode vectors(String name) {
        try (InputStream file = MerkleVectorsTest.class.getResourceAsStream("/vectors/merkle/" + name + ".json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file, name));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
