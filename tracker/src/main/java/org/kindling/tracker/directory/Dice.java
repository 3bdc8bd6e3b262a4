package org.kindling.tracker.directory;

import java.util.random.RandomGenerator;

/**
 * Numbers below a bound by a multiplication (Lemire 2019, without its rejection). Rationale: an answer takes a hundred of them, and the division of
 * {@link RandomGenerator#nextInt(int)} would be most of what they cost. Each number is drawn as often as any other to within a part in 2³² over the bound.
 */
final class Dice {
    private Dice() {}

    static int below(int bound, RandomGenerator chance) {
        return (int) (Integer.toUnsignedLong(chance.nextInt()) * bound >>> Integer.SIZE);
    }
}
