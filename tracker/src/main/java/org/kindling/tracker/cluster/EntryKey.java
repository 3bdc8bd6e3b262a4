package org.kindling.tracker.cluster;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.kindling.protocol.Check;

/**
 * Under what a batch is kept: who wrote it, and its number.
 *
 * <p>Nobody writes under another's name, and nobody writes twice under one key. Rationale: there is nothing to agree on; what two sides of a split wrote
 * is put together by putting it side by side.
 *
 * @param writer drawn by chance at each start of a tracker
 * @param number counted from zero
 */
record EntryKey(long writer, long number) {
    private static final Pattern TEXT = Pattern.compile("[0-9a-f]{16}-[0-9a-f]{16}");

    EntryKey {
        Check.argument(number >= 0, "batch %s is before the first", number);
    }

    /** Always of the same length. */
    String text() {
        return HexFormat.of().toHexDigits(writer) + "-" + HexFormat.of().toHexDigits(number);
    }

    /** Whether a member of ours could have made it. */
    static boolean isOne(Object key) {
        return key instanceof String text && TEXT.matcher(text).matches();
    }

    /** Whether this writer made it. */
    static boolean isOf(long writer, String key) {
        return key.startsWith(HexFormat.of().toHexDigits(writer));
    }
}
