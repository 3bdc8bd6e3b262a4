package org.kindling.peer.core.discovery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;

/**
 * For how long trackers make us wait for a place in their lists.
 *
 * <p>A crowded tracker may, for {@link Announce#WAIT_MILLIS_MAX} from the first time it was asked; if we come later than it gives us to come back, that is
 * the first time again. Rationale: a tracker that never lists us hides us from newcomers, whatever reason it gives.
 */
final class Waits {
    private static final long COME_BACK_MILLIS = 180_000;
    private static final long ON_THE_WAY_MILLIS = 60_000;

    private final Map<String, Wait> waits = new LinkedHashMap<>();

    private record Wait(long sinceMillis, long dueMillis) {
        boolean isFair() {
            return dueMillis - sinceMillis <= Announce.WAIT_MILLIS_MAX + ON_THE_WAY_MILLIS;
        }
    }

    /** Whether an answer that does not list us makes us wait instead, and no longer than it may. */
    boolean isFair(String tracker, AnnounceReply reply, long nowMillis) {
        if (!reply.isToldToWait()) {
            return false;
        }
        Wait before = waits.get(tracker);
        long since =
                before != null && nowMillis <= before.dueMillis() + COME_BACK_MILLIS ? before.sinceMillis() : nowMillis;
        Wait wait = new Wait(since, nowMillis + reply.intervalMillis());
        waits.put(tracker, wait);
        return wait.isFair();
    }

    /** This tracker lists us. */
    void isOver(String tracker) {
        waits.remove(tracker);
    }
}
