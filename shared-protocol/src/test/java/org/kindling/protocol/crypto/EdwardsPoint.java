package org.kindling.protocol.crypto;

import java.math.BigInteger;
import java.util.Optional;
import org.kindling.protocol.Bytes;

/** The curve of Ed25519 in plain arithmetic (RFC 8032 §5.1), slow and obvious, to construct what nobody signs. */
record EdwardsPoint(BigInteger x, BigInteger y) {
    static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    static final BigInteger L = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    static final EdwardsPoint IDENTITY = new EdwardsPoint(BigInteger.ZERO, BigInteger.ONE);

    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final int SIZE = 32;

    static final EdwardsPoint BASE =
            decode(Bytes.fromHex("58" + "66".repeat(31)).toArray()).orElseThrow();

    /** The point with this encoding, if there is one; reads coordinates that are not reduced as well. */
    static Optional<EdwardsPoint> decode(byte[] encoded) {
        BigInteger number = littleEndian(encoded);
        BigInteger y = number.clearBit(255);
        BigInteger ySquared = y.multiply(y);
        BigInteger xSquared = ySquared.subtract(BigInteger.ONE)
                .multiply(D.multiply(ySquared).add(BigInteger.ONE).modInverse(P))
                .mod(P);
        return squareRoot(xSquared)
                .map(x ->
                        x.testBit(0) == number.testBit(255) ? x : P.subtract(x).mod(P))
                .map(x -> new EdwardsPoint(x, y.mod(P)));
    }

    EdwardsPoint plus(EdwardsPoint other) {
        BigInteger product = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y);
        BigInteger sumX = x.multiply(other.y).add(y.multiply(other.x));
        BigInteger sumY = y.multiply(other.y).add(x.multiply(other.x));
        return new EdwardsPoint(
                sumX.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
                sumY.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P));
    }

    EdwardsPoint times(BigInteger factor) {
        EdwardsPoint sum = IDENTITY;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = sum.plus(sum);
            sum = factor.testBit(bit) ? sum.plus(this) : sum;
        }
        return sum;
    }

    byte[] encoded() {
        return littleEndian(x.testBit(0) ? y.setBit(255) : y);
    }

    static BigInteger littleEndian(byte[] bytes) {
        return new BigInteger(1, reversed(bytes));
    }

    /** The 32 bytes of a number below 2^256. */
    static byte[] littleEndian(BigInteger number) {
        byte[] bytes = new byte[SIZE];
        for (int at = 0; at < SIZE; at++) {
            bytes[at] = number.shiftRight(8 * at).byteValue();
        }
        return bytes;
    }

    /** A root of a number modulo p, which is 5 modulo 8. */
    private static Optional<BigInteger> squareRoot(BigInteger square) {
        BigInteger candidate = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        BigInteger turn = BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
        for (BigInteger root :
                new BigInteger[] {candidate, candidate.multiply(turn).mod(P)}) {
            if (root.multiply(root).mod(P).equals(square)) {
                return Optional.of(root);
            }
        }
        return Optional.empty();
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int at = 0; at < bytes.length; at++) {
            reversed[at] = bytes[bytes.length - 1 - at];
        }
        return reversed;
    }
}
