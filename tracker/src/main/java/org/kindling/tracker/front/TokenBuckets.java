package org.kindling.tracker.front;

import java.util.LinkedHashMap;
import java.util.Map;
import org.kindling.protocol.Bytes;
import org.kindling.tracker.directory.SeenHost;

/**
 * How often each address may ask: a bucket that fills steadily and loses a token at each request.
 *
 * <p>Rationale: peers behind one router come in bursts, and a minute later nobody remembers.
 */
public final class TokenBuckets {
    private final Rate rate;

    /** The bucket used longest ago comes first. */
    private final Map<Bytes, Bucket> buckets = new LinkedHashMap<>();

    /** Full ones. */
    public TokenBuckets(Rate rate) {
        this.rate = rate;
    }

    /** Takes a token, if there is one. */
    public boolean admits(SeenHost seen, long nowMillis) {
        if (seen.isLoopback() && !rate.isForLoopbackToo()) {
            return true;
        }
        Bucket before = buckets.remove(seen.host());
        double tokens = before == null ? rate.burst() : before.tokensAt(nowMillis, rate);
        boolean isAdmitted = tokens >= 1;
        makeRoom();
        buckets.put(seen.host(), new Bucket(isAdmitted ? tokens - 1 : tokens, nowMillis));
        return isAdmitted;
    }

    int size() {
        return buckets.size();
    }

    private void makeRoom() {
        if (buckets.size() >= rate.hostsMax()) {
            buckets.remove(buckets.keySet().iterator().next());
        }
    }

    private record Bucket(double tokens, long sinceMillis) {
        double tokensAt(long nowMillis, Rate rate) {
            long elapsedMillis = Math.max(0, nowMillis - sinceMillis);
            return Math.min(rate.burst(), tokens + elapsedMillis * rate.perSecond() / 1_000);
        }
    }
}
