package org.kindling.protocol.announce;

import org.kindling.protocol.Check;
import org.kindling.protocol.Printable;

/**
 * Why a tracker lists nobody, as a problem document (RFC 9457).
 *
 * @param status the HTTP status that carries it, 400 to 599
 * @param reason for programs: lower-case letters, digits and hyphens, at most 64; for example {@code too-early}
 * @param detail for people: what happened and what to do next, at most {@link #DETAIL_CHARACTERS_MAX} {@link Printable} characters
 * @param retryAfterMillis asking sooner is pointless; 0 if waiting does not help, at most a day
 */
public record AnnounceRefusal(int status, String reason, String detail, long retryAfterMillis) {
    /** Longest detail. */
    public static final int DETAIL_CHARACTERS_MAX = 400;

    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

    public AnnounceRefusal {
        Check.argument(status >= 400 && status <= 599, "status %s refuses nothing", status);
        Check.argument(reason.matches("[a-z0-9-]{1,64}"), "the reason is not lower-case words and hyphens");
        Check.argument(
                detail.length() <= DETAIL_CHARACTERS_MAX && Printable.isPrintable(detail),
                "the detail is not at most %s printable characters",
                DETAIL_CHARACTERS_MAX);
        Check.argument(
                retryAfterMillis >= 0 && retryAfterMillis <= DAY_MILLIS,
                "retry after %s ms is outside a day",
                retryAfterMillis);
    }
}
