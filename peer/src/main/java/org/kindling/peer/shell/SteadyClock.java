package org.kindling.peer.shell;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * The time of one peer: the wall clock's, but never backwards and never in leaps that nobody is told of. One thread.
 *
 * <p>It runs by the monotonic clock and leans gently towards the wall clock. If that is set ahead, or the machine has slept, it follows at
 * once; if that is set back, it walks at half speed until the wall clock has caught up.
 */
final class SteadyClock {
    private static final long JUMP_NANOS = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int LEAN_DIVISOR = 20;

    private final LongSupplier wallMillis;
    private final LongSupplier monotonicNanos;
    private long nanos;
    private long lastNanos;
    private boolean isAhead;
    private long jumpMillis;

    /** @param wallMillis Unix time */
    SteadyClock(LongSupplier wallMillis, LongSupplier monotonicNanos) {
        this.wallMillis = wallMillis;
        this.monotonicNanos = monotonicNanos;
        this.nanos = wallMillis.getAsLong() * NANOS_PER_MILLI;
        this.lastNanos = monotonicNanos.getAsLong();
    }

    static SteadyClock ofThisMachine() {
        return new SteadyClock(System::currentTimeMillis, System::nanoTime);
    }

    /** Never earlier than the last time. */
    Instant now() {
        long read = monotonicNanos.getAsLong();
        long elapsed = Math.max(0, read - lastNanos);
        lastNanos = read;
        long behind = wallMillis.getAsLong() * NANOS_PER_MILLI - (nanos + elapsed);
        if (behind > JUMP_NANOS) {
            jumpMillis += behind / NANOS_PER_MILLI;
            nanos += elapsed + behind;
            isAhead = false;
        } else if (behind < -JUMP_NANOS) {
            jumpMillis += isAhead ? 0 : behind / NANOS_PER_MILLI;
            nanos += elapsed / 2;
            isAhead = true;
        } else {
            long lean = elapsed / LEAN_DIVISOR;
            nanos += elapsed + Math.max(-lean, Math.min(lean, behind));
            isAhead = false;
        }
        return Instant.ofEpochMilli(nanos / NANOS_PER_MILLI);
    }

    boolean hasJumped() {
        return jumpMillis != 0;
    }

    /** By how much the wall clock was set since the last call, if it was. */
    OptionalLong takeJump() {
        long jump = jumpMillis;
        jumpMillis = 0;
        return jump == 0 ? OptionalLong.empty() : OptionalLong.of(jump);
    }
}
