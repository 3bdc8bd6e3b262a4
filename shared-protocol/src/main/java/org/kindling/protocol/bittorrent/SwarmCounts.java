package org.kindling.protocol.bittorrent;

import org.kindling.protocol.Check;

/**
 * The size of a swarm, each number at least 0, or {@link #UNSAID}.
 *
 * @param complete seeders
 * @param incomplete everybody else
 * @param downloaded how often somebody said to have it all
 */
public record SwarmCounts(int complete, int incomplete, int downloaded) {
    /** Of what a tracker does not tell. */
    public static final int UNSAID = -1;

    public SwarmCounts {
        Check.argument(
                complete >= UNSAID && incomplete >= UNSAID && downloaded >= UNSAID,
                "a swarm of %s, %s, %s",
                complete,
                incomplete,
                downloaded);
    }

    /** What a stranger counts: what is negative is not told, what is too large is as large as can be. */
    static int said(long count) {
        return count < 0 ? UNSAID : (int) Math.min(count, Integer.MAX_VALUE);
    }
}
