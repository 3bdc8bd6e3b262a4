package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.Bytes;

/** Honest signatures with one thing wrong, chosen by a seed: every provider must give every one the same name. */
class MutatedSignaturesTest {
    private static final int SIGNATURES = 20_000;
    private static final int KEYS = 24;
    private static final long SEED = 20_250_731;

    private final SplittableRandom chance = new SplittableRandom(SEED);
    private final List<Ed25519Key> keys = chance.ints(KEYS, 0, 256)
            .mapToObj(seed ->
                    Ed25519Key.fromSeed(Bytes.fromHex("%02x".formatted(seed).repeat(32))))
            .toList();
    private final List<byte[]> smallEncodings = CraftedSignatures.smallEncodings();
    private final List<EdwardsPoint> smallPoints = CraftedSignatures.smallPoints();
    private final List<SignatureCase> honest =
            chance.longs(KEYS * 4L, 1, Long.MAX_VALUE).mapToObj(this::honest).toList();

    @Test
    void providersNeverDisagreeThroughTheRule() {
        List<SignatureRule> rules =
                SignatureRule.available().stream().map(SignatureRule::using).toList();
        Map<Verdict, Integer> seen = new EnumMap<>(Verdict.class);

        for (int count = 0; count < SIGNATURES; count++) {
            SignatureCase test = mutated(honest.get(chance.nextInt(honest.size())));
            List<Verdict> verdicts =
                    rules.stream().map(rule -> test.judgedBy(rule)).distinct().toList();
            assertThat(verdicts).as("%s %s", count, test.id()).hasSize(1);
            seen.merge(verdicts.get(0), 1, Integer::sum);
        }

        assertThat(seen.get(Verdict.ACCEPTED)).isBetween(SIGNATURES / 10, SIGNATURES / 4);
        assertThat(seen.get(Verdict.EQUATION_FAILS)).isGreaterThan(SIGNATURES / 4);
        assertThat(seen).hasSizeGreaterThanOrEqualTo(Verdict.values().length - 1);
    }

    private SignatureCase honest(long nonce) {
        Ed25519Key key = keys.get((int) (nonce % KEYS));
        byte[] message = EdwardsPoint.littleEndian(BigInteger.valueOf(nonce));
        byte[] point = EdwardsPoint.BASE.times(BigInteger.valueOf(nonce)).encoded();
        return SignatureCase.of(
                "honest", key.publicKey(), message, key.sign(point, BigInteger.valueOf(nonce), message));
    }

    private SignatureCase mutated(SignatureCase original) {
        byte[] key = original.key().toArray();
        byte[] message = original.message().toArray();
        byte[] signature = original.signature().toArray();
        int kind = chance.nextInt(8);
        switch (kind) {
            case 0 -> flip(key);
            case 1 -> flip(message);
            case 2 -> flip(signature);
            case 3 -> signature = withNonce(smallPoint(), signature);
            case 4 -> key = smallPoint();
            case 5 -> signature = shifted(signature);
            case 6 ->
                signature = withScalar(signature, EdwardsPoint.L.multiply(BigInteger.valueOf(chance.nextInt(16))));
            default -> {}
        }
        return SignatureCase.of("mutation " + kind, key, message, signature);
    }

    private void flip(byte[] bytes) {
        bytes[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(8));
    }

    private byte[] smallPoint() {
        return smallEncodings.get(chance.nextInt(smallEncodings.size()));
    }

    /** R off by a point of small order, S as it was. */
    private byte[] shifted(byte[] signature) {
        byte[] nonce = Bytes.of(signature).slice(0, 32).toArray();
        EdwardsPoint small = smallPoints.get(chance.nextInt(smallPoints.size()));
        EdwardsPoint point = EdwardsPoint.decode(nonce).orElseThrow().plus(small);
        return withNonce(point.encoded(), signature);
    }

    private static byte[] withNonce(byte[] nonce, byte[] signature) {
        return Ed25519Key.joined(nonce, Bytes.of(signature).slice(32, 64).toArray());
    }

    private static byte[] withScalar(byte[] signature, BigInteger added) {
        Bytes bytes = Bytes.of(signature);
        BigInteger scalar = EdwardsPoint.littleEndian(bytes.slice(32, 64).toArray());
        byte[] nonce = bytes.slice(0, 32).toArray();
        return Ed25519Key.joined(nonce, EdwardsPoint.littleEndian(scalar.add(added)));
    }
}
