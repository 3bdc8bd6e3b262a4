package org.kindling.peer.core.discovery;

import java.util.List;
import java.util.random.RandomGenerator;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Shuffle;

/** Dice: everything here that is left to chance. */
final class Chance {
    private static final double JITTER = 0.1;

    private final RandomGenerator random;

    Chance(RandomGenerator random) {
        this.random = random;
    }

    Bytes bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean coin() {
        return random.nextBoolean();
    }

    /** Somewhere between none and all of it. */
    long upTo(long millis) {
        return Math.round(millis * random.nextDouble());
    }

    /** A tenth more or less. */
    long about(long millis) {
        return Math.round(millis * (1 - JITTER + 2 * JITTER * random.nextDouble()));
    }

    /** Up to a tenth more, never less. */
    long atLeast(long millis) {
        return Math.round(millis * (1 + JITTER * random.nextDouble()));
    }

    /**
     * How long to wait when one more call fails after so many failures in a row: doubles from the least to the most, then chance takes up to half of it away.
     *
     * <p>Rationale: everybody who lost the same tracker or peer at the same moment must not come back at the same moment.
     */
    long retryMillis(int failures, long least, long most) {
        long doubled = least << Math.min(failures + 1, 20);
        long ceiling = Math.min(most, Math.max(least, doubled));
        return Math.max(least, Math.round(ceiling * (0.5 + random.nextDouble() / 2)));
    }

    void shuffle(List<?> list) {
        Shuffle.inPlace(list, random);
    }
}
