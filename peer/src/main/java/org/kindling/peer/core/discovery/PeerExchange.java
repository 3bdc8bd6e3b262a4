package org.kindling.peer.core.discovery;

import java.util.List;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.message.Message;

/**
 * When to ask whom of those we are linked to for others: each whom we called, at once; then somebody by chance, after two seconds, four, eight
 * and so on, until it is once a minute. The same anew when the last link was lost, and when others may have begun to serve as trackers.
 *
 * <p>Rationale: where many arrive at once the first answers name few, and a minute later is too late for whoever has two links. That somebody serves stands in
 * his record, and who invites a newcomer now must know it.
 */
final class PeerExchange {
    private static final long FIRST_PAUSE_MILLIS = 2_000;

    private final long pauseMillisMax;
    private final Neighbours neighbours;
    private final Chance chance;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long nextMillis = Long.MAX_VALUE;

    PeerExchange(Limits.Discovery limits, Neighbours neighbours, Chance chance) {
        this.pauseMillisMax = limits.exchangeMillis();
        this.neighbours = neighbours;
        this.chance = chance;
    }

    /** A link has settled that counts among the neighbours already. */
    void settled(Session session, long nowMillis, Outbox out) {
        if (session.isOutbound()) {
            ask(session, out);
        }
        if (nextMillis == Long.MAX_VALUE || neighbours.size() == 1) {
            hurry(nowMillis);
        }
    }

    /** Asks as eagerly as at first. */
    void hurry(long nowMillis) {
        pauseMillis = FIRST_PAUSE_MILLIS;
        plan(nowMillis);
    }

    void wake(long nowMillis, Outbox out) {
        if (nowMillis < nextMillis) {
            return;
        }
        plan(nowMillis);
        List<Session> links = neighbours.all();
        if (!links.isEmpty()) {
            ask(links.get(chance.below(links.size())), out);
        }
    }

    private void plan(long nowMillis) {
        nextMillis = nowMillis + chance.about(pauseMillis);
        pauseMillis = Math.min(pauseMillisMax, 2 * pauseMillis);
    }

    private static void ask(Session session, Outbox out) {
        out.send(session.link(), new Message.GetPeers(Message.RECORDS_MAX));
    }

    /** {@link Long#MAX_VALUE} before the first link. */
    long nextDeadline() {
        return nextMillis;
    }
}
