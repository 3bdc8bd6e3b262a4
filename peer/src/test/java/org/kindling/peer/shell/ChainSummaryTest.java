package org.kindling.peer.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Fact;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Height;

final class ChainSummaryTest {
    private static final long START_NANOS = Long.MAX_VALUE - 5;
    private static final Hash BLOCK = Hash.sha256(new byte[] {1});

    private final ChainSummary summary = new ChainSummary();

    @Test
    void theFirstBlockIsToldAtOnce() {
        assertThat(summary.summary(tip(7, 3, true), START_NANOS))
                .contains("chain height=7 block=" + BLOCK.shortHex() + " blocks=1 own=1 transactions=3");
    }

    @Test
    void theBlocksOfAMinuteAreOneLine() {
        summary.summary(tip(1, 3, false), START_NANOS);

        assertThat(summary.summary(tip(2, 4, true), START_NANOS + seconds(20))).isEmpty();
        assertThat(summary.summary(tip(3, 5, false), START_NANOS + seconds(59))).isEmpty();
        assertThat(summary.summary(tip(4, 6, false), START_NANOS + seconds(60)))
                .contains("chain height=4 block=" + BLOCK.shortHex() + " blocks=3 own=1 transactions=15");
        assertThat(summary.summary(tip(5, 7, false), START_NANOS + seconds(61))).isEmpty();
    }

    private static Fact tip(long height, int transactions, boolean isOwn) {
        return new Fact.TipChanged(Height.of(height), BLOCK, transactions, isOwn);
    }

    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }
}
