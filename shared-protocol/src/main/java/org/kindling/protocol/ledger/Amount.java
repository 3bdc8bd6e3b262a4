package org.kindling.protocol.ledger;

import org.kindling.protocol.ExactNumber;

/**
 * A quantity of ledger units, never negative, never above {@link #MAX}.
 *
 * <p>The maximum is 2^53 − 1, so that every amount is an exact number in JSON. Sums are checked after every addition
 * (the lesson of CVE-2010-5139): {@link #plus} throws instead of wrapping, {@link #canHold} asks first.
 */
public record Amount(long units) implements Comparable<Amount> {
    /** 2^53 − 1. */
    public static final long MAX_UNITS = ExactNumber.MAX;

    /** Nothing. */
    public static final Amount ZERO = new Amount(0);

    /** More cannot exist. */
    public static final Amount MAX = new Amount(MAX_UNITS);

    public Amount {
        ExactNumber.require(units, "amount");
    }

    /** @throws IllegalArgumentException if that many units cannot exist */
    public static Amount of(long units) {
        return units == 0 ? ZERO : new Amount(units);
    }

    /** @throws IllegalArgumentException if the sum is above {@link #MAX} */
    public Amount plus(Amount other) {
        return of(Math.addExact(units, other.units));
    }

    /** @throws IllegalArgumentException if there is less than {@code other} */
    public Amount minus(Amount other) {
        return of(Math.subtractExact(units, other.units));
    }

    /** Whether {@code other} can be added without passing {@link #MAX}. */
    public boolean canHold(Amount other) {
        return other.units <= MAX_UNITS - units;
    }

    /** Whether the other is more. */
    public boolean isLessThan(Amount other) {
        return units < other.units;
    }

    /** Whether it is nothing. */
    public boolean isZero() {
        return units == 0;
    }

    @Override
    public int compareTo(Amount other) {
        return Long.compare(units, other.units);
    }

    @Override
    public String toString() {
        return Long.toString(units);
    }
}
