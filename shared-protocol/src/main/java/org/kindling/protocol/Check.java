package org.kindling.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The two questions code asks itself.
 *
 * <p>Both stay on in production. Rationale: a wrong ledger costs more than a comparison.
 */
public final class Check {
    private Check() {}

    /**
     * Requires something of a value handed to us, usually by a record's constructor.
     *
     * <p>Decoders of outside bytes turn the exception into a named fault at their border, so that a peer's mistake
     * never travels further as an exception.
     *
     * @throws IllegalArgumentException if {@code holds} is false
     */
    public static void argument(boolean holds, String format, @Nullable Object... args) {
        if (!holds) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, format, args));
        }
    }

    /**
     * Requires something of ourselves; never used on outside input.
     *
     * @throws InvariantBroken if {@code holds} is false
     */
    public static void invariant(boolean holds, String format, @Nullable Object... args) {
        if (!holds) {
            throw new InvariantBroken(String.format(Locale.ROOT, format, args));
        }
    }
}
