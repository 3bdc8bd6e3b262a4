package org.kindling.tracker.front;

import org.kindling.protocol.Check;

/**
 * How often one address may ask: a token bucket each (a /64 of IPv6 shares one).
 *
 * @param perSecond tokens that flow in, one for each request
 * @param burst tokens a bucket holds
 * @param hostsMax buckets kept; the one used longest ago makes room
 * @param isForLoopbackToo whether this machine is limited as well
 */
public record Rate(double perSecond, int burst, int hostsMax, boolean isForLoopbackToo) {
    public Rate {
        Check.argument(perSecond > 0 && burst >= 1 && hostsMax >= 1, "nobody may ask");
    }

    /**
     * For what BitTorrent clients ask: 20 a second, 600 at once.
     *
     * <p>Rationale: whoever shares hundreds of files announces all of them when it starts, and an announce costs us a hundredth of what the check of
     * a signature does.
     */
    public static Rate swarms() {
        return new Rate(20, 600, 10_000, false);
    }
}
