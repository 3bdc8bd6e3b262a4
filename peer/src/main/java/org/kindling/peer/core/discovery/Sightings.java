package org.kindling.peer.core.discovery;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kindling.peer.core.session.Session;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.identity.NetworkGroup;

/**
 * Under which address others see us, and whether that is to be believed.
 *
 * <p>Whom we called has a say, who called us has none. Rationale: calling costs nothing, and whoever could tell us where we are by calling could
 * send everybody's calls to a victim.
 *
 * <p>A network group has one voice, that of its oldest link; a tracker has one. Two voices that agree are believed; a single one if there is no
 * other and all links of its group say the same. Of several pairs a public address wins, then the one more voices name, then the one believed
 * before.
 *
 * <p>A public address that a tracker alone names is believed only by whoever called nobody yet and never knew better. Rationale: peers that
 * know nothing but a tracker must be able to begin; but with a link, or an address that was believed, there is somebody who can confirm it, and
 * whoever has merely lost its links has not moved.
 *
 * <p>Only like sees like: from a private network nobody sees a public address of ours, and what is seen from this machine counts only if nobody
 * sees us from elsewhere. Rationale: two ends in the internet must not be outvoted by neighbours behind the same router.
 */
final class Sightings {
    private static final int AGREEING = 2;
    private static final int ANY_PORT = 1;
    private static final String TRACKER = "tracker ";

    private final Map<String, IpAddress> voices = new LinkedHashMap<>();
    private final Set<String> inconsistent = new LinkedHashSet<>();
    private boolean hasLinks;

    /** An outbound link, the oldest first. */
    void link(Session session) {
        hasLinks = true;
        Endpoint remote = session.remote();
        IpAddress.parse(session.seenHost())
                .filter(seen -> remote.ip()
                        .filter(from -> !realm(from).equals(realm(seen)))
                        .isEmpty())
                .ifPresent(seen -> say(NetworkGroup.of(new Endpoint(remote.host(), ANY_PORT)), seen));
    }

    void tracker(String source, IpAddress seen) {
        say(TRACKER + source, seen);
    }

    private void say(String voice, IpAddress seen) {
        if (seen.isUnspecified()) {
            return;
        }
        IpAddress before = voices.putIfAbsent(voice, seen);
        if (before != null && !before.equals(seen)) {
            inconsistent.add(voice);
        }
    }

    boolean isEmpty() {
        return voices.isEmpty();
    }

    /** @param current what was believed before */
    Optional<IpAddress> agreed(Optional<IpAddress> current) {
        if (voices.values().stream().anyMatch(seen -> !seen.isLoopback())) {
            voices.values().removeIf(IpAddress::isLoopback);
        }
        if (voices.size() == 1) {
            Map.Entry<String, IpAddress> only = voices.entrySet().iterator().next();
            return inconsistent.contains(only.getKey())
                    ? Optional.empty()
                    : alone(only.getKey(), only.getValue(), current);
        }
        Map<IpAddress, Integer> votes = new LinkedHashMap<>();
        voices.values().forEach(seen -> votes.merge(seen, 1, Integer::sum));
        votes.values().removeIf(count -> count < AGREEING);
        return votes.keySet().stream()
                .max(Comparator.comparing(IpAddress::isPublic)
                        .thenComparing(votes::get)
                        .thenComparing(seen -> current.filter(seen::equals).isPresent()));
    }

    private Optional<IpAddress> alone(String voice, IpAddress seen, Optional<IpAddress> current) {
        if (!voice.startsWith(TRACKER) || !seen.isPublic()) {
            return Optional.of(seen);
        }
        return current.isPresent() || hasLinks ? current : Optional.of(seen);
    }

    /** From where an address can be called: the internet, a private network, its own machine. */
    static String realm(IpAddress address) {
        return address.isPublic() ? "internet" : address.isLoopback() ? "machine" : "private";
    }
}
