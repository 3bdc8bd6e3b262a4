package org.kindling.peer.core.discovery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.PublicKey;

/**
 * For how long trackers make us wait for a place in their lists.
 *
 * <p>A crowded tracker may, for {@link Announce#WAIT_MILLIS_MAX} from the first time it was asked. That is the first time again if we come later than it gives
 * us to come back, or from another address, or to another life of the tracker (then our ticket is worth nothing), or when it has listed us meanwhile (a full one
 * gives our place to somebody else). Within an hour all this must come to an end, and it has only come to one when an answer says that we have been listed for a while.
 * Rationale: a tracker that never lists us, or for a moment only, hides us from newcomers, whatever reason it gives.
 */
final class Waits {
    private static final long ON_THE_WAY_MILLIS = 60_000;
    private static final long ALL_WAITING_MILLIS_MAX = 4 * Announce.WAIT_MILLIS_MAX;
    private static final long LISTED_MILLIS_LEAST = 10_000;

    private final Map<String, Wait> waits = new LinkedHashMap<>();

    /** For what a ticket is good. */
    private record Turn(String seenHost, PublicKey tracker, long upSinceMillis) {
        static Turn of(AnnounceReply reply) {
            TrackerHead.Content head = reply.head().content();
            return new Turn(reply.seenHost(), head.tracker(), head.upSinceMillis());
        }
    }

    /** @param turn nothing while we are listed: a ticket of before is worth nothing after */
    private record Wait(@Nullable Turn turn, long firstMillis, long sinceMillis, long dueMillis) {
        boolean isFair() {
            return dueMillis - sinceMillis <= Announce.WAIT_MILLIS_MAX + ON_THE_WAY_MILLIS
                    && dueMillis - firstMillis <= ALL_WAITING_MILLIS_MAX + ON_THE_WAY_MILLIS;
        }
    }

    /** Whether an answer that does not list us makes us wait instead, and no longer than it may. */
    boolean isFair(String tracker, AnnounceReply reply, long nowMillis) {
        if (!reply.isToldToWait()) {
            return false;
        }
        Turn turn = Turn.of(reply);
        long dueMillis = nowMillis + reply.intervalMillis();
        Wait before = waits.get(tracker);
        Wait wait = before == null || nowMillis > before.dueMillis() + Announce.COME_BACK_MILLIS_MAX
                ? new Wait(turn, nowMillis, nowMillis, dueMillis)
                : new Wait(
                        turn,
                        before.firstMillis(),
                        turn.equals(before.turn()) ? before.sinceMillis() : nowMillis,
                        dueMillis);
        waits.put(tracker, wait);
        return wait.isFair();
    }

    /** This tracker lists us. */
    void listed(String tracker, AnnounceReply reply, long nowMillis) {
        TrackerHead.Content head = reply.head().content();
        boolean isLasting = head.timeMillis() - head.listedSinceMillis() >= LISTED_MILLIS_LEAST;
        waits.computeIfPresent(
                tracker,
                (any, before) -> isLasting
                        ? null
                        : new Wait(null, before.firstMillis(), nowMillis, nowMillis + reply.intervalMillis()));
    }
}
