package org.kindling.peer.core.session;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.Ban;
import org.kindling.protocol.identity.NodeId;

/**
 * Whom the operator has banned, in both directions, until when and why.
 *
 * <p>Apart from {@link Discouraged}: a ban is somebody's decision, names a node or a host, and survives a restart; discouragement is our own
 * judgement, holds against an identity, and is forgotten. Rationale: what a peer concludes by itself may be wrong, and must then pass by itself.
 *
 * <p>Bounded: when the list is full the ban that would end first goes.
 */
public final class Bans {
    private final int most;
    private final Map<String, Ban> bans = new LinkedHashMap<>();

    Bans(int most) {
        this.most = most;
    }

    /** From now on, or with another end and reason than before. */
    public void add(Ban ban) {
        bans.put(ban.whom(), ban);
        while (bans.size() > most) {
            bans.values().stream()
                    .min(Comparator.comparingLong(Ban::untilMillis))
                    .ifPresent(soonest -> bans.remove(soonest.whom()));
        }
    }

    public void lift(String whom) {
        bans.remove(whom);
    }

    public boolean isBanned(Optional<NodeId> node, String host, long nowMillis) {
        for (Ban ban : bans.values()) {
            if (nowMillis < ban.untilMillis() && ban.isAgainst(node, host)) {
                return true;
            }
        }
        return false;
    }

    /** Those that hold now, oldest first. */
    public List<Ban> all(long nowMillis) {
        return bans.values().stream()
                .filter(ban -> nowMillis < ban.untilMillis())
                .toList();
    }
}
