package org.kindling.peer.core.session;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.identity.NetworkGroup;

/**
 * Whether our clock agrees with those of others: the median over the links we dialled, if they are of enough network groups.
 *
 * <p>It warns, and has us produce nothing, but never sets our clock. Rationale: a clock that follows strangers can be led astray by them;
 * one that is wrong only makes blocks that others refuse (Bitcoin Core has given up adjusting its time for the same reason).
 * <p>Only links we dialled count. Rationale: who calls us is not our choice.
 */
public final class ClockWatch {
    private static final int GROUPS_MIN = 4;
    private static final long LOOK_MILLIS = 10_000;

    private final Sessions sessions;
    private final long offMillisMax;
    private long nextLookMillis;
    private boolean isOff;

    /** @param offMillisMax how far clocks may be apart */
    public ClockWatch(Sessions sessions, long offMillisMax) {
        this.sessions = sessions;
        this.offMillisMax = offMillisMax;
    }

    /** Whether our clock is not to be trusted with the time of a block. */
    public boolean isOff() {
        return isOff;
    }

    /** Our clock was set, or the machine has slept. */
    public void jumped(long byMillis, long nowMillis, Outbox out) {
        if (byMillis > 0) {
            sessions.settled().forEach(session -> session.clockWasSetAhead(byMillis));
        }
        look(nowMillis, out);
    }

    /** Looks once in a while, whatever woke us. */
    public void wake(long nowMillis, Outbox out) {
        if (nowMillis >= nextLookMillis) {
            look(nowMillis, out);
        }
    }

    private void look(long nowMillis, Outbox out) {
        nextLookMillis = nowMillis + LOOK_MILLIS;
        List<Session> dialled =
                sessions.settled().stream().filter(Session::isOutbound).toList();
        Set<String> groups = new TreeSet<>();
        dialled.forEach(session -> groups.add(NetworkGroup.of(session.remote())));
        long median = groups.size() < GROUPS_MIN
                ? 0
                : dialled.stream()
                        .map(Session::clockOffsetMillis)
                        .sorted()
                        .skip(dialled.size() / 2)
                        .findFirst()
                        .orElse(0L);
        boolean wasOff = isOff;
        isOff = Math.abs(median) > offMillisMax;
        if (isOff && !wasOff) {
            out.report(new Fact.ClockOff(median));
        }
    }
}
