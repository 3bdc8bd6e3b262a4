package org.kindling.protocol.bittorrent;

import org.kindling.protocol.Check;
import org.kindling.protocol.Printable;

/**
 * Why a BitTorrent tracker lists nobody (BEP 3's {@code failure reason}, BEP 31's {@code retry in}).
 *
 * @param reason for people, at most {@link #REASON_CHARACTERS_MAX} {@link Printable} characters
 * @param retryMinutes asking sooner is pointless: 1 to {@link #RETRY_MINUTES_MAX}, {@link #NEVER}, or {@link #UNSAID}
 */
public record TrackerRefusal(String reason, int retryMinutes) {
    /** Longest reason. */
    public static final int REASON_CHARACTERS_MAX = 200;

    /** A week. Longer is read as this. */
    public static final int RETRY_MINUTES_MAX = 7 * 24 * 60;

    /** Of a tracker that does not say when. */
    public static final int UNSAID = 0;

    /** Of what will never be a tracker of this swarm. */
    public static final int NEVER = Integer.MAX_VALUE;

    public TrackerRefusal {
        Check.argument(
                reason.length() <= REASON_CHARACTERS_MAX && Printable.isPrintable(reason),
                "the reason is not at most %s printable characters",
                REASON_CHARACTERS_MAX);
        Check.argument(
                retryMinutes == NEVER || (retryMinutes >= UNSAID && retryMinutes <= RETRY_MINUTES_MAX),
                "retry in %s minutes is outside a week",
                retryMinutes);
    }

    /** A refusal that does not say when to come back. */
    public TrackerRefusal(String reason) {
        this(reason, UNSAID);
    }
}
