package org.kindling.peer.shell.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.kindling.protocol.Bytes;

/**
 * How often each address may call: a bucket that fills steadily and loses a token at each call. One thread.
 *
 * <p>An address of IPv6 stands for its /64. Rationale: that is what one household is given.
 * <p>Not for loopback. Rationale: whoever is on this machine need not call to do harm, and a hundred peers of one machine are one address.
 */
final class CallerBuckets {
    private static final double SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int HOUSEHOLD_BYTES = 8;

    private final NetLimits limits;
    /** The bucket used longest ago comes first. */
    private final Map<Bytes, Bucket> buckets = new LinkedHashMap<>();

    CallerBuckets(NetLimits limits) {
        this.limits = limits;
    }

    /** Takes a token, if there is one. */
    boolean admits(InetAddress caller, long nowNanos) {
        if (caller.isLoopbackAddress()) {
            return true;
        }
        Bytes household = household(caller);
        Bucket before = buckets.remove(household);
        double tokens = before == null ? limits.hostAcceptsBurst() : before.tokensAt(nowNanos, limits);
        boolean isAdmitted = tokens >= 1;
        if (buckets.size() >= limits.hostsMax()) {
            buckets.remove(buckets.keySet().iterator().next());
        }
        buckets.put(household, new Bucket(isAdmitted ? tokens - 1 : tokens, nowNanos));
        return isAdmitted;
    }

    int size() {
        return buckets.size();
    }

    private static Bytes household(InetAddress caller) {
        byte[] address = caller.getAddress();
        return Bytes.wrap(Arrays.copyOf(address, Math.min(address.length, HOUSEHOLD_BYTES)));
    }

    private record Bucket(double tokens, long sinceNanos) {
        double tokensAt(long nowNanos, NetLimits limits) {
            double earned = (nowNanos - sinceNanos) / SECOND_NANOS * limits.hostAcceptsPerSecond();
            return Math.min(limits.hostAcceptsBurst(), tokens + earned);
        }
    }
}
