package org.kindling.tracker.udp;

import org.kindling.protocol.Check;
import org.kindling.tracker.front.Rate;

/**
 * Every bound of the UDP front end in one place.
 *
 * @param strangers how often one address may ask for a connection id, or ask with a wrong one. Apart from the rest. Rationale: anybody can write another's
 *     address on such a datagram, and must not spend what the other has left
 * @param callers how often one address may announce or scrape, with an id that proves it
 * @param epochMillis a connection id is good in the epoch in which it was given and in the next. BEP 15 has clients use it for a minute and trackers
 *     take it for two
 * @param replyBytesMax longest answer: what every link between here and there carries in one piece
 */
public record UdpLimits(Rate strangers, Rate callers, long epochMillis, int replyBytesMax) {
    private static final int REPLY_BYTES_LEAST = 512;

    public UdpLimits {
        Check.argument(epochMillis > 0, "an epoch of %s ms", epochMillis);
        Check.argument(replyBytesMax >= REPLY_BYTES_LEAST, "answers of %s bytes", replyBytesMax);
    }

    /** Two minutes an epoch, answers of 1,400 bytes: 200 peers of IPv4, 76 of IPv6. */
    public static UdpLimits standard() {
        return new UdpLimits(Rate.swarms(), Rate.swarms(), 120_000, 1_400);
    }
}
