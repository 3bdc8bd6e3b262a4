package org.kindling.protocol.ledger;

import java.math.BigInteger;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.Hash;

/**
 * The number a work hash must not exceed, and its compact form "nBits" (Bitcoin developer reference, "Target nBits"): one byte of
 * exponent to base 256, three of mantissa. Negative, zero, oversized and non-minimal compact forms are refused.
 */
public record Target(BigInteger value) {
    private static final BigInteger TWO_TO_256 = BigInteger.ONE.shiftLeft(256);

    /** The easiest target there is: every second hash meets it. */
    public static final Target EASIEST =
            new Target(BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE));

    public Target {
        Check.argument(
                value.signum() > 0 && value.bitLength() <= 255, "target %s is outside 1..2^255-1", value.toString(16));
    }

    /** @throws IllegalArgumentException if the compact form is negative, zero, too large or not minimal */
    public static Target ofBits(int bits) {
        int exponent = bits >>> 24;
        int mantissa = bits & 0x007fffff;
        Check.argument((bits & 0x00800000) == 0 && mantissa != 0, "compact target %s is not positive", bits);
        Check.argument(exponent <= 32, "compact target %s is too large", bits);
        BigInteger value = exponent <= 3
                ? BigInteger.valueOf(mantissa >>> (8 * (3 - exponent)))
                : BigInteger.valueOf(mantissa).shiftLeft(8 * (exponent - 3));
        Target target = new Target(value);
        Check.argument(target.bits() == bits, "compact target %s is not minimal", bits);
        return target;
    }

    /** The target that needs {@code hashes} tries on average. */
    public static Target forExpectedHashes(double hashes) {
        Check.argument(hashes >= 2, "expected hashes %s below 2", hashes);
        BigInteger scaled = BigInteger.valueOf((long) Math.min(hashes * 1024, Long.MAX_VALUE));
        return new Target(TWO_TO_256.shiftLeft(10).divide(scaled).subtract(BigInteger.ONE)).rounded();
    }

    /** The compact form; loses precision, so that {@code ofBits(bits())} is this target {@link #rounded}. */
    public int bits() {
        int size = (value.bitLength() + 7) / 8;
        int mantissa = size <= 3
                ? value.intValue() << (8 * (3 - size))
                : value.shiftRight(8 * (size - 3)).intValue();
        if ((mantissa & 0x00800000) != 0) {
            mantissa >>>= 8;
            size++;
        }
        return size << 24 | mantissa;
    }

    /** This target with the precision that the compact form keeps. */
    public Target rounded() {
        return ofBits(bits());
    }

    /** Expected number of hashes a block with this target stands for: 2^256 / (target + 1). */
    public BigInteger work() {
        return TWO_TO_256.divide(value.add(BigInteger.ONE));
    }

    /** Whether a work hash, read as a big-endian number, does not exceed the target. */
    public boolean isMetBy(Hash hash) {
        return new BigInteger(1, hash.bytes().toArray()).compareTo(value) <= 0;
    }
}
