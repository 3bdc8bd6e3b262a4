package org.kindling.peer.lab.engine;

import java.util.SplittableRandom;

/**
 * All the chance of one run, divided by purpose.
 *
 * <p>Rationale: every purpose draws from a stream of its own, so that one more draw in the network does not change what the
 * disks do, and two runs stay comparable.
 */
public final class Chance {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private final long seed;

    /** The chance that grows from this seed. */
    public Chance(long seed) {
        this.seed = seed;
    }

    /** The seed of the whole run. */
    public long seed() {
        return seed;
    }

    /** A fresh stream for a purpose; the same every time it is asked for. */
    public SplittableRandom stream(String purpose) {
        return stream(purpose, 0);
    }

    /** A fresh stream for a purpose of one of many. */
    public SplittableRandom stream(String purpose, long number) {
        return new SplittableRandom(mix(mix(seed + GOLDEN_GAMMA) ^ mix(purpose.hashCode()) ^ mix(~number)));
    }

    /** A number in 0..1 that belongs to a pair, whichever of the two comes first. */
    double ofPair(int one, int other) {
        long low = Math.min(one, other);
        long high = Math.max(one, other);
        return (mix(mix(seed) + (low << 32 | high)) >>> 11) * 0x1.0p-53;
    }

    /** The finishing function of SplitMix64 (Steele, Lea and Flood 2014), variant 13. */
    private static long mix(long value) {
        long z = value + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
