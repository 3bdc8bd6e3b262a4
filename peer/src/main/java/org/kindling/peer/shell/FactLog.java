package org.kindling.peer.shell;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.kindling.peer.boundary.Fact;
import org.kindling.protocol.Printable;
import org.kindling.protocol.identity.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Prints facts, each as one line. One thread.
 *
 * <p>What strangers can cause at will, which is everything they can be named in and all of the lowest level, is printed at most
 * {@value #BURST} times in a row for each verb and once a second in the long run; the next line says how many were left out.
 */
final class FactLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.kindling.peer");
    private static final int BURST = 20;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LINE_CHARACTERS_MAX = 2_000;

    private final String node;
    private final ChainSummary chain = new ChainSummary();
    private final Map<String, Allowance> allowances = new TreeMap<>();

    FactLog(NodeId node) {
        this.node = node.shortHex();
    }

    void print(Fact fact, long nowNanos) {
        chain.summary(fact, nowNanos).ifPresent(line -> LOG.info("{} {}", node, line));
        Level level = Level.valueOf(fact.level().name());
        if (LOG.isEnabledForLevel(level)) {
            line(fact, nowNanos).ifPresent(line -> LOG.atLevel(level).log("{}", line));
        }
    }

    /** What to print of it, if anything: the node, then the fact, printable and no longer than a line may be. */
    Optional<String> line(Fact fact, long nowNanos) {
        long leftOut = 0;
        if (isAnybodysToCause(fact)) {
            Allowance allowance = allowances.computeIfAbsent(fact.verb(), verb -> new Allowance(nowNanos));
            if (!allowance.isGranted(nowNanos)) {
                return Optional.empty();
            }
            leftOut = allowance.takeLeftOut();
        }
        String line = node + " " + Printable.of(fact.line(), LINE_CHARACTERS_MAX);
        return Optional.of(leftOut == 0 ? line : line + " leftOut=" + leftOut);
    }

    private static boolean isAnybodysToCause(Fact fact) {
        return fact.level() == Fact.Level.DEBUG && !isBlockOfOurs(fact)
                || fact instanceof Fact.BlockRefused
                || fact instanceof Fact.PeerPenalised
                || fact instanceof Fact.LinkOpened
                || fact instanceof Fact.LinkClosed;
    }

    /** A block costs its producer work: nobody makes them at will. */
    private static boolean isBlockOfOurs(Fact fact) {
        return fact instanceof Fact.TipChanged || fact instanceof Fact.BlockProduced;
    }

    /** A token bucket for the lines of one verb. */
    private static final class Allowance {
        private long fullAtNanos;
        private long leftOut;

        Allowance(long nowNanos) {
            this.fullAtNanos = nowNanos;
        }

        boolean isGranted(long nowNanos) {
            long emptyAt = nowNanos + BURST * SECOND_NANOS;
            long after = Math.max(fullAtNanos, nowNanos) + SECOND_NANOS;
            if (after > emptyAt) {
                leftOut++;
                return false;
            }
            fullAtNanos = after;
            return true;
        }

        long takeLeftOut() {
            long taken = leftOut;
            leftOut = 0;
            return taken;
        }
    }
}
