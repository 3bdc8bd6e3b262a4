package org.kindling.tracker.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class WrongGuessesTest {
    private static final long FORTY_MINUTES_MILLIS = 40 * 60 * 1_000;

    private final WrongGuesses guesses = new WrongGuesses();

    private long guess(long nowMillis) {
        long delay = guesses.add(nowMillis);
        guesses.answered();
        return delay;
    }

    @Test
    void everyWrongGuessIsAnsweredLaterThanTheOneBeforeUpToABound() {
        long[] delays = new long[8];

        long now = 0;
        for (int i = 0; i < delays.length; i++) {
            delays[i] = guess(now);
            now += delays[i];
        }

        assertThat(delays).containsExactly(250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000);
    }

    @Test
    void guessesOnManyConnectionsAreAnsweredOneAfterAnother() {
        long[] delays = LongStream.range(0, 4).map(each -> guess(1_000)).toArray();

        assertThat(delays).containsExactly(250, 750, 1_750, 3_750);
    }

    @Test
    void tenThousandGuessesTakeFortyMinutesEvenIfTheOwnerCallsInBetween() {
        long now = 0;

        for (int i = 0; i < 10_000; i++) {
            now += guess(now);
            guesses.forgive();
        }

        assertThat(now).isGreaterThanOrEqualTo(FORTY_MINUTES_MILLIS);
    }

    @Test
    void onlyAFewGuessesWaitAtOnceAndNotForLong() {
        long longest = 0;
        for (int i = 0; i < 100; i++) {
            guess(0);
        }
        long free = guess(0);

        while (!guesses.isFull()) {
            longest = guesses.add(free);
        }

        assertThat(longest)
                .isEqualTo(WrongGuesses.WAITING_MAX * WrongGuesses.DELAY_MILLIS_MAX)
                .isLessThan(Callers.Limits.standard().idleMillis());
        guesses.answered();
        assertThat(guesses.isFull()).isFalse();
    }

    @Test
    void aClockThatBeganBelowZeroIsFine() {
        assertThat(guess(-5_000)).isEqualTo(250);
        assertThat(guess(-4_750)).isEqualTo(500);
    }
}
