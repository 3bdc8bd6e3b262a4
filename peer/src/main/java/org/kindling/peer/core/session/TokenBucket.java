package org.kindling.peer.core.session;

/** Lets through so much at once and so much a second; whoever asks for more waits or is refused. */
final class TokenBucket {
    private final double perMilli;
    private final double burst;
    private double tokens;
    private long filledAtMillis;

    TokenBucket(double perSecond, double burst, long nowMillis) {
        this.perMilli = perSecond / 1000;
        this.burst = burst;
        this.tokens = burst;
        this.filledAtMillis = nowMillis;
    }

    /** @return whether there were that many tokens; if not, none is taken */
    boolean take(double wanted, long nowMillis) {
        tokens = Math.min(burst, tokens + (nowMillis - filledAtMillis) * perMilli);
        filledAtMillis = nowMillis;
        if (tokens < wanted) {
            return false;
        }
        tokens -= wanted;
        return true;
    }
}
