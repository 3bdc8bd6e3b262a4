package org.kindling.peer.core.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.kindling.protocol.identity.Endpoint;

/**
 * Which inbound peer gives up its seat when all are taken and another one calls (Bitcoin Core's eviction, {@code node/eviction.cpp}).
 *
 * <p>Spared are the nearest by round trip, those who lately brought us something first, and of the rest the half that has been here
 * longest; of those who remain, the youngest of the group that holds most seats goes. Rationale: an attacker can take many seats, but
 * cannot at the same time be nearest, most useful, longest here and from everywhere.
 * <p>If all are spared nobody goes. Rationale: better to refuse a newcomer than to drop someone of proven worth.
 */
final class Seats {
    private static final int SPARED_NEAREST = 8;
    private static final int SPARED_USEFUL = 8;

    private Seats() {}

    static Optional<Session> spare(List<Session> inbound, Function<Endpoint, String> group) {
        List<Session> rest = new ArrayList<>(inbound);
        rest.removeIf(Session::isManual);
        spareFirst(rest, Comparator.comparingLong(Session::pingMillis), SPARED_NEAREST);
        spareFirst(rest, Comparator.comparingLong(Session::usefulAtMillis).reversed(), SPARED_USEFUL);
        spareFirst(rest, Comparator.comparingLong(Session::sinceMillis), rest.size() / 2);
        return largestGroup(rest, group).stream()
                .max(Comparator.comparingLong(Session::sinceMillis).thenComparing(Session::link));
    }

    private static void spareFirst(List<Session> rest, Comparator<Session> order, int most) {
        rest.sort(order.thenComparing(Session::link));
        rest.subList(0, Math.min(most, rest.size())).clear();
    }

    private static List<Session> largestGroup(List<Session> rest, Function<Endpoint, String> group) {
        Map<String, List<Session>> groups = new LinkedHashMap<>();
        for (Session session : rest) {
            groups.computeIfAbsent(group.apply(session.remote()), name -> new ArrayList<>())
                    .add(session);
        }
        return groups.values().stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
    }
}
