package org.kindling.peer.shell.net;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where callers stand until their key is proven. One thread.
 *
 * <p>When it is full the longest standing one goes. Rationale: an honest handshake is over in a moment, so whoever stands there long is
 * none; refusing the newest instead would let a few silent sockets lock everybody out.
 * <p>Each address has its own bucket of calls, and only who has a token of it takes one of the common bucket. Rationale: otherwise one host
 * that calls all the time would leave none for anybody else.
 * <p>Strangers are counted, and told of at most once a second: other programs knock at every open port.
 */
final class Porch {
    private static final Logger LOG = LoggerFactory.getLogger(Porch.class);
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final NetLimits limits;
    private final CallerBuckets buckets;
    private final ArrayDeque<Channel> standing = new ArrayDeque<>();
    private double tokens;
    private long filledNanos;
    private long toldNanos;
    private final AtomicLong refused = new AtomicLong();

    Porch(NetLimits limits, long nowNanos) {
        this.limits = limits;
        this.buckets = new CallerBuckets(limits);
        this.tokens = limits.acceptsBurst();
        this.filledNanos = nowNanos;
        this.toldNanos = nowNanos - SECOND_NANOS;
    }

    /** Whether this caller may stand here; otherwise it was closed. */
    boolean admits(Channel caller, long nowNanos) {
        if (caller.remoteAddress() instanceof InetSocketAddress from && !buckets.admits(from.getAddress(), nowNanos)) {
            refuse(caller, "this address calls too often", nowNanos);
            return false;
        }
        double earned = (nowNanos - filledNanos) * (double) limits.acceptsPerSecond() / SECOND_NANOS;
        tokens = Math.min(limits.acceptsBurst(), tokens + earned);
        filledNanos = nowNanos;
        if (tokens < 1) {
            refuse(caller, "too many callers a second", nowNanos);
            return false;
        }
        tokens--;
        if (standing.size() >= limits.strangersMax()) {
            HangUp.on(standing.remove());
        }
        standing.add(caller);
        return true;
    }

    /** It is nobody's stranger any more, or gone. */
    void leave(Channel caller) {
        standing.remove(caller);
    }

    void refuse(Channel caller, String reason, long nowNanos) {
        leave(caller);
        HangUp.on(caller);
        long count = refused.incrementAndGet();
        if (nowNanos - toldNanos >= SECOND_NANOS) {
            toldNanos = nowNanos;
            LOG.debug("refused-stranger remote={} reason=\"{}\" total={}", caller.remoteAddress(), reason, count);
        }
    }

    int standing() {
        return standing.size();
    }

    /** Readable from any thread. */
    long refused() {
        return refused.get();
    }
}
