package org.kindling.peer.core.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Endpoint;

/**
 * Which inbound peer gives up its seat when all are taken and another one calls (Bitcoin Core's eviction, {@code node/eviction.cpp}).
 *
 * <p>Spared are four by a secret order of their network groups, the nearest by round trip, those who lately brought us something first, and of the rest the half that has been here
 * longest; of those who remain, the youngest of the group that holds most seats goes. Rationale: an attacker can take many seats, but
 * cannot at the same time be nearest, most useful, longest here and from everywhere; and which
 * groups the secret favours it cannot find out.
 * <p>If all are spared nobody goes. Rationale: better to refuse a newcomer than to drop someone of proven worth.
 */
final class Seats {
    private static final int SPARED_BY_GROUP = 4;
    private static final int SPARED_NEAREST = 8;
    private static final int SPARED_USEFUL = 8;

    private final Bytes secret;
    private final Function<Endpoint, String> group;

    /** @param secret decides which groups are spared; nobody else may know it */
    Seats(Bytes secret, Function<Endpoint, String> group) {
        this.secret = secret;
        this.group = group;
    }

    /** Whoever goes, if anybody has to. */
    Optional<Session> spare(List<Session> inbound) {
        List<Session> rest = new ArrayList<>(inbound);
        rest.removeIf(Session::isManual);
        Map<LinkId, Hash> lots = new TreeMap<>();
        rest.forEach(session -> lots.put(session.link(), lot(session)));
        spareFirst(rest, Comparator.comparing(session -> lots.get(session.link())), SPARED_BY_GROUP);
        spareFirst(rest, Comparator.comparingLong(Session::pingMillis), SPARED_NEAREST);
        spareFirst(rest, Comparator.comparingLong(Session::usefulAtMillis).reversed(), SPARED_USEFUL);
        spareFirst(rest, Comparator.comparingLong(Session::sinceMillis), rest.size() / 2);
        return largestGroup(rest).stream()
                .max(Comparator.comparingLong(Session::sinceMillis).thenComparing(Session::link));
    }

    private static void spareFirst(List<Session> rest, Comparator<Session> order, int most) {
        rest.sort(order.thenComparing(Session::link));
        rest.subList(0, Math.min(most, rest.size())).clear();
    }

    private Hash lot(Session session) {
        return Hash.sha256(secret.toArray(), group.apply(session.remote()).getBytes(StandardCharsets.UTF_8));
    }

    private List<Session> largestGroup(List<Session> rest) {
        Map<String, List<Session>> groups = new LinkedHashMap<>();
        for (Session session : rest) {
            groups.computeIfAbsent(group.apply(session.remote()), name -> new ArrayList<>())
                    .add(session);
        }
        return groups.values().stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
    }
}
