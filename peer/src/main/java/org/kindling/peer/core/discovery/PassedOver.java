package org.kindling.peer.core.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkGroup;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * Whom one tracker never names, says that it does not name, and has no reason not to.
 *
 * <p>The only reason to list somebody and not to name him, when the answer has room for everybody, is that his record has no address. So if in a
 * network that fits into an answer the same is said for four minutes of four neighbours, each calling from another network group, and what they
 * tell us meanwhile of themselves has an address, the tracker hides them.
 *
 * <p>Rationale for four minutes: a lease is three, so the tracker has a newer record by then, or none. For four groups: a neighbour can tell the
 * tracker another record than us; to make an honest tracker suspect he needs others in networks that are not his.
 */
final class PassedOver {
    private static final long LONG_MILLIS = 240_000;
    private static final long PAUSE_MILLIS_MAX = 150_000;
    private static final int GROUPS_TELLING = 4;
    private static final int ANY_PORT = 1;
    private static final int NODES_MAX = 128;
    private static final int PENDING_MAX = Announce.ABOUT_MAX / 2;

    private final AddressBook book;
    private final Neighbours neighbours;
    private final Map<NodeId, Span> spans = new LinkedHashMap<>();

    /** By the clock of the tracker. */
    private record Span(String group, long fromMillis, long toMillis) {
        boolean isLong() {
            return toMillis - fromMillis >= LONG_MILLIS;
        }
    }

    PassedOver(AddressBook book, Neighbours neighbours) {
        this.book = book;
        this.neighbours = neighbours;
    }

    /** Some of those passed over, to ask again about, and whom to ask for their record; half of an announce is for others. */
    List<NodeId> pending() {
        return spans.keySet().stream().limit(PENDING_MAX).toList();
    }

    /** @return what this amounts to, if it is enough */
    Optional<String> answered(Announce asked, AnnounceReply reply) {
        TrackerHead.Content head = reply.head().content();
        spans.values().removeIf(span -> head.timeMillis() - span.toMillis() > PAUSE_MILLIS_MAX);
        boolean isRoomForEverybody =
                head.swarmSize() <= Announce.WANT_MAX && reply.records().size() < asked.want();
        List<NodeId> named = reply.records().stream().map(PeerRecord::nodeId).toList();
        for (int i = 0; i < asked.about().size(); i++) {
            NodeId node = asked.about().get(i);
            Optional<String> group = groupOfAddressed(node);
            boolean isPassedOver = reply.content().standings().get(i) == Standing.UNNAMED && !named.contains(node);
            if (isRoomForEverybody && isPassedOver && group.isPresent()) {
                extend(node, group.get(), head.timeMillis());
            } else {
                spans.remove(node);
            }
        }
        long groups = spans.values().stream()
                .filter(Span::isLong)
                .map(Span::group)
                .distinct()
                .count();
        return groups >= GROUPS_TELLING
                ? Optional.of("it never names neighbours of ours in " + groups
                        + " networks, though it lists them and has room")
                : Optional.empty();
    }

    /** Where a neighbour is who says that he has an address; nothing for others. */
    private Optional<String> groupOfAddressed(NodeId node) {
        boolean hasAddress = book.find(node)
                .flatMap(Contact::record)
                .filter(record -> !record.endpoints().isEmpty())
                .isPresent();
        return neighbours.all().stream()
                .filter(session -> hasAddress && session.node().equals(node))
                .findFirst()
                .map(session -> NetworkGroup.of(new Endpoint(session.remote().host(), ANY_PORT)));
    }

    private void extend(NodeId node, String group, long nowMillis) {
        Span before = spans.get(node);
        if (before != null || spans.size() < NODES_MAX) {
            spans.put(node, new Span(group, before == null ? nowMillis : before.fromMillis(), nowMillis));
        }
    }
}
