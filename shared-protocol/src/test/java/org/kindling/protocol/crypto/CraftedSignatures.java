package org.kindling.protocol.crypto;

import static org.kindling.protocol.crypto.Ed25519Key.joined;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.kindling.protocol.Bytes;

/** Signatures made with the secret key at hand, or with no key at all, to find where libraries differ. */
final class CraftedSignatures {
    private static final byte[] MESSAGE = "kindling".getBytes(StandardCharsets.US_ASCII);
    private static final Ed25519Key HONEST = Ed25519Key.fromSeed(Bytes.fromHex("07".repeat(32)));
    private static final BigInteger NONCE = BigInteger.valueOf(1_234_567_891_011L);
    private static final EdwardsPoint NONCE_POINT = EdwardsPoint.BASE.times(NONCE);

    private final List<SignatureCase> cases = new ArrayList<>();

    private CraftedSignatures() {}

    static List<SignatureCase> all() {
        CraftedSignatures crafted = new CraftedSignatures();
        crafted.honestOnes();
        crafted.smallKeysAndSmallNonces();
        crafted.honestKeyAndSmallNonce();
        crafted.pointsShiftedBySmallOnes();
        crafted.coordinatesThatAreNotReduced();
        crafted.everySmallCoordinate();
        crafted.scalars();
        crafted.lengths();
        return crafted.cases;
    }

    /** The eight points whose order divides eight, the neutral one first. */
    static List<EdwardsPoint> smallPoints() {
        EdwardsPoint generator = EdwardsPoint.decode(
                        Bytes.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")
                                .toArray())
                .orElseThrow();
        List<EdwardsPoint> points = new ArrayList<>();
        EdwardsPoint point = EdwardsPoint.IDENTITY;
        for (int multiple = 0; multiple < 8; multiple++) {
            points.add(point);
            point = point.plus(generator);
        }
        return points;
    }

    /** All fourteen ways in which some library reads a point of small order. */
    static List<byte[]> smallEncodings() {
        List<byte[]> encodings = new ArrayList<>();
        smallPoints().forEach(point -> encodings.add(point.encoded()));
        BigInteger p = EdwardsPoint.P;
        encodings.add(EdwardsPoint.littleEndian(BigInteger.ONE.setBit(255)));
        encodings.add(EdwardsPoint.littleEndian(p.subtract(BigInteger.ONE).setBit(255)));
        encodings.add(EdwardsPoint.littleEndian(p));
        encodings.add(EdwardsPoint.littleEndian(p.setBit(255)));
        encodings.add(EdwardsPoint.littleEndian(p.add(BigInteger.ONE)));
        encodings.add(EdwardsPoint.littleEndian(p.add(BigInteger.ONE).setBit(255)));
        return encodings;
    }

    private void honestOnes() {
        byte[] honest = HONEST.sign(NONCE_POINT.encoded(), NONCE, MESSAGE);
        add("honest", HONEST.publicKey(), honest);
        cases.add(SignatureCase.of("honest-other-message", HONEST.publicKey(), new byte[0], honest));
        byte[] identity = EdwardsPoint.IDENTITY.encoded();
        add("honest-key-nonce-is-identity", HONEST.publicKey(), HONEST.sign(identity, BigInteger.ZERO, MESSAGE));
    }

    /** S = 0: with A and R of small order the equation times eight always holds. */
    private void smallKeysAndSmallNonces() {
        List<byte[]> points = smallEncodings();
        for (int key = 0; key < points.size(); key++) {
            for (int nonce = 0; nonce < points.size(); nonce++) {
                byte[] signature = joined(points.get(nonce), new byte[32]);
                add("small-key-" + key + "-small-nonce-" + nonce, points.get(key), signature);
            }
        }
        for (int key = 0; key < points.size(); key++) {
            byte[] noncePoint = NONCE_POINT.encoded();
            add("small-key-" + key, points.get(key), joined(noncePoint, EdwardsPoint.littleEndian(NONCE)));
        }
    }

    private void honestKeyAndSmallNonce() {
        List<byte[]> points = smallEncodings();
        for (int nonce = 0; nonce < points.size(); nonce++) {
            byte[] signature = HONEST.sign(points.get(nonce), BigInteger.ZERO, MESSAGE);
            add("honest-key-small-nonce-" + nonce, HONEST.publicKey(), signature);
        }
    }

    /** The equation times eight holds in all of these; without the factor it holds where the shifts cancel out. */
    private void pointsShiftedBySmallOnes() {
        List<EdwardsPoint> small = smallPoints();
        for (int shift = 1; shift < small.size(); shift++) {
            byte[] mixedNonce = NONCE_POINT.plus(small.get(shift)).encoded();
            Ed25519Key mixedKey = HONEST.shiftedBy(small.get(shift));
            add("mixed-nonce-" + shift, HONEST.publicKey(), HONEST.sign(mixedNonce, NONCE, MESSAGE));
            byte[] plain = mixedKey.sign(NONCE_POINT.encoded(), NONCE, MESSAGE);
            add("mixed-key-" + shift, mixedKey.publicKey(), plain);
            add("mixed-key-and-nonce-" + shift, mixedKey.publicKey(), mixedKey.sign(mixedNonce, NONCE, MESSAGE));
        }
    }

    /** p, p + 1 ... p + 18 are the numbers of 255 bits that mean the same as 0 ... 18. */
    private void coordinatesThatAreNotReduced() {
        for (int offset = 0; offset < 19; offset++) {
            BigInteger y = EdwardsPoint.P.add(BigInteger.valueOf(offset));
            byte[] point = EdwardsPoint.littleEndian(y);
            add("unreduced-key-" + offset, point, joined(NONCE_POINT.encoded(), new byte[32]));
            byte[] signature = HONEST.sign(point, BigInteger.ZERO, MESSAGE);
            add("unreduced-nonce-" + offset, HONEST.publicKey(), signature);
        }
    }

    /** About half of these are on the curve, nearly all of those with a part of small order. */
    private void everySmallCoordinate() {
        for (int y = 0; y < 32; y++) {
            byte[] point = EdwardsPoint.littleEndian(BigInteger.valueOf(y));
            add("coordinate-key-" + y, point, joined(NONCE_POINT.encoded(), EdwardsPoint.littleEndian(NONCE)));
            byte[] signature = HONEST.sign(point, BigInteger.ZERO, MESSAGE);
            add("coordinate-nonce-" + y, HONEST.publicKey(), signature);
        }
    }

    private void scalars() {
        byte[] nonce = NONCE_POINT.encoded();
        byte[] honest = HONEST.sign(nonce, NONCE, MESSAGE);
        BigInteger s = EdwardsPoint.littleEndian(Bytes.of(honest).slice(32, 64).toArray());
        for (int multiple = 1; multiple < 16; multiple++) {
            scalar("plus-" + multiple + "-orders", s.add(EdwardsPoint.L.multiply(BigInteger.valueOf(multiple))));
        }
        scalar("zero", BigInteger.ZERO);
        scalar("order-minus-one", EdwardsPoint.L.subtract(BigInteger.ONE));
        scalar("order", EdwardsPoint.L);
        scalar("largest", BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
        scalar("negated", EdwardsPoint.L.subtract(s));
    }

    private void scalar(String name, BigInteger scalar) {
        byte[] signature = joined(NONCE_POINT.encoded(), EdwardsPoint.littleEndian(scalar));
        add("scalar-" + name, HONEST.publicKey(), signature);
    }

    private void lengths() {
        byte[] honest = HONEST.sign(NONCE_POINT.encoded(), NONCE, MESSAGE);
        for (int length : new int[] {0, 32, 63, 65, 128}) {
            add("signature-of-" + length, HONEST.publicKey(), Arrays.copyOf(honest, length));
        }
        for (int length : new int[] {0, 31, 33}) {
            add("key-of-" + length, Arrays.copyOf(HONEST.publicKey(), length), honest);
        }
    }

    private void add(String name, byte[] key, byte[] signature) {
        cases.add(SignatureCase.of("crafted-" + name, key, MESSAGE, signature));
    }
}
