package org.kindling.peer.shell;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.kindling.peer.boundary.Fact;

/**
 * What the chain did since it was last told, in one line: at the first block, and then at the first block of every minute.
 *
 * <p>Rationale: who runs a peer wants to see that it lives; a line a block buries everything else.
 */
final class ChainSummary {
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private boolean isBegun;
    private long toldAtNanos;
    private long blocks;
    private long own;
    private long transactions;

    /** A line if this fact is a block and the time has come. */
    Optional<String> summary(Fact fact, long nowNanos) {
        if (!(fact instanceof Fact.TipChanged tip)) {
            return Optional.empty();
        }
        blocks++;
        own += tip.isOwn() ? 1 : 0;
        transactions += tip.transactions();
        if (isBegun && nowNanos - toldAtNanos < MINUTE_NANOS) {
            return Optional.empty();
        }
        String line = "chain height=" + tip.height() + " block=" + tip.block().shortHex() + " blocks=" + blocks
                + " own=" + own + " transactions=" + transactions;
        begin(nowNanos);
        return Optional.of(line);
    }

    private void begin(long nowNanos) {
        isBegun = true;
        toldAtNanos = nowNanos;
        blocks = 0;
        own = 0;
        transactions = 0;
    }
}
