package org.kindling.peer.shell;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.kindling.peer.boundary.Fact;
import org.kindling.protocol.identity.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Prints facts, each as one line. One thread.
 *
 * <p>What a stranger can cause at will, refusals and everything of the lowest level, is printed at most once a second for each verb; the
 * next line says how many were left out.
 */
final class FactLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.kindling.peer");
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}|\\p{Zl}|\\p{Zp}|\\p{Cf}");

    private final String node;
    private final Map<String, Recent> recent = new TreeMap<>();

    FactLog(NodeId node) {
        this.node = node.shortHex();
    }

    void print(Fact fact, long nowNanos) {
        Level level = Level.valueOf(fact.level().name());
        if (!LOG.isEnabledForLevel(level)) {
            return;
        }
        long leftOut = 0;
        if (isAnybodysToCause(fact)) {
            Recent last = recent.computeIfAbsent(fact.verb(), verb -> new Recent(nowNanos - SECOND_NANOS));
            if (nowNanos - last.printedNanos < SECOND_NANOS) {
                last.leftOut++;
                return;
            }
            leftOut = last.leftOut;
            last.printedNanos = nowNanos;
            last.leftOut = 0;
        }
        String line = UNPRINTABLE.matcher(fact.line()).replaceAll("?");
        LOG.atLevel(level).log(leftOut == 0 ? "{} {}" : "{} {} leftOut={}", node, line, leftOut);
    }

    private static boolean isAnybodysToCause(Fact fact) {
        return fact.level() == Fact.Level.DEBUG
                || fact instanceof Fact.BlockRefused
                || fact instanceof Fact.PeerPenalised
                || fact instanceof Fact.LinkOpened
                || fact instanceof Fact.LinkClosed;
    }

    private static final class Recent {
        private long printedNanos;
        private long leftOut;

        Recent(long printedNanos) {
            this.printedNanos = printedNanos;
        }
    }
}
