package org.kindling.peer.core.consensus;

import java.math.BigInteger;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Target;

/**
 * Absolutely scheduled exponentially rising targets (Bitcoin Cash's aserti3-2d, CHIP of November 2020), anchored at genesis.
 *
 * <p>{@code target = genesisTarget · 2^((time − genesisTime − interval · height) / halfLife)}, of the parent's time and height: every
 * half-life behind schedule doubles the target, every half-life ahead of it halves the target.
 *
 * <p>Integers only; the power of two is a cubic approximation that errs by less than 0.013 %. Rationale: floating point may differ
 * between machines, and a difference here is a split.
 *
 * <p>Rationale for the rule: it remembers only one anchor, so it can neither be steered by the order of blocks inside a window nor
 * oscillate, and it recovers from the loss of most of the hash rate without waiting for a period to end.
 */
public final class Asert implements Retarget {
    private static final int FRACTION_BITS = 16;
    private static final BigInteger FRACTION_MASK = BigInteger.valueOf((1 << FRACTION_BITS) - 1);
    private static final int SHIFT_MAX = 512;

    private final NetworkSpec.Rules.ProofOfWork rules;
    private final long genesisTimeMillis;
    private final BigInteger genesisTarget;

    /** The rule of a network whose first block has this time, Unix milliseconds. */
    public Asert(NetworkSpec.Rules.ProofOfWork rules, long genesisTimeMillis) {
        this.rules = rules;
        this.genesisTimeMillis = genesisTimeMillis;
        this.genesisTarget = Target.ofBits(rules.genesisBits()).value();
    }

    @Override
    public Target targetAfter(BlockHeader parent) {
        BigInteger exponent = floorDivided(
                behindScheduleMillis(parent).shiftLeft(FRACTION_BITS), BigInteger.valueOf(rules.halfLifeMillis()));
        BigInteger shift = exponent.shiftRight(FRACTION_BITS);
        if (shift.bitLength() > Integer.SIZE - 1 || Math.abs(shift.intValue()) > SHIFT_MAX) {
            return shift.signum() > 0 ? Target.EASIEST.rounded() : new Target(BigInteger.ONE);
        }
        return clamped(scaled(shift.intValue(), exponent.and(FRACTION_MASK).longValue()));
    }

    private BigInteger behindScheduleMillis(BlockHeader parent) {
        BigInteger due = BigInteger.valueOf(rules.blockIntervalMillis())
                .multiply(BigInteger.valueOf(parent.height().value()));
        return BigInteger.valueOf(parent.timeMillis())
                .subtract(BigInteger.valueOf(genesisTimeMillis))
                .subtract(due);
    }

    /** Rounds towards minus infinity, where {@link BigInteger#divide} rounds towards zero. */
    private static BigInteger floorDivided(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    /** {@code genesisTarget · 2^(shift + fraction / 65536)}; the sum of the polynomial fits 64 bits without sign. */
    private BigInteger scaled(int shift, long fraction) {
        long polynomial = 195_766_423_245_049L * fraction
                + 971_821_376L * fraction * fraction
                + 5_127L * fraction * fraction * fraction
                + (1L << 47);
        long factor = (1L << FRACTION_BITS) + (polynomial >>> 48);
        return genesisTarget
                .multiply(BigInteger.valueOf(factor))
                .shiftLeft(shift)
                .shiftRight(FRACTION_BITS);
    }

    private static Target clamped(BigInteger value) {
        BigInteger bounded = value.max(BigInteger.ONE).min(Target.EASIEST.value());
        return new Target(bounded).rounded();
    }
}
