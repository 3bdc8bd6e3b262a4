package org.kindling.peer.shell.tracker;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

/** What crowded trackers gave us when they told us to wait, until it is shown again. Any thread. */
final class WaitingTickets {
    private static final int KEPT_MAX = 1_000;

    private final Map<Holder, Bytes> kept = new LinkedHashMap<>();

    private record Holder(String tracker, NodeId node, NetworkId network) {
        static Holder of(String tracker, Announce announce) {
            return new Holder(tracker, announce.record().nodeId(), announce.network());
        }
    }

    /** The announce with the ticket that this tracker gave its sender, if it did. */
    synchronized Announce shown(String tracker, Announce announce) {
        Bytes ticket = kept.get(Holder.of(tracker, announce));
        return ticket == null ? announce : announce.with(ticket);
    }

    /** What came of an announce: a ticket, an answer that makes it worthless, or nothing, after which it is worth what it was. */
    synchronized void learn(String tracker, Announce announce, @Nullable Throwable failure) {
        Holder holder = Holder.of(tracker, announce);
        if (failure == null) {
            kept.remove(holder);
        } else if (failure instanceof TrackerSilence silence
                && !silence.ticket().isEmpty()) {
            if (kept.size() >= KEPT_MAX) {
                kept.remove(kept.keySet().iterator().next());
            }
            kept.put(holder, silence.ticket());
        }
    }
}
