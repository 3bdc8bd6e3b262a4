package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.kindling.peer.boundary.RememberedBook;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.protocol.Bytes;

/**
 * What of the address book is written down: anchors, then the tried, then hearsay, as many as may be remembered.
 *
 * <p>Among equals the best of each network group comes before the second of any. Rationale: if the latest came first, whoever made us meet
 * many of his own last would be all we remember.
 */
final class BookMemory {
    private final Bytes secret;
    private final int most;

    BookMemory(Bytes secret, int most) {
        this.secret = secret;
        this.most = most;
    }

    RememberedBook of(List<Contact> contacts, Predicate<Contact> isTried) {
        List<Contact> best = new ArrayList<>(contacts);
        best.sort(Comparator.comparing(Contact::isAnchor)
                .thenComparing(isTried::test)
                .thenComparing(Contact::lastMetMillis)
                .reversed());
        Map<Contact, Integer> ranks = ranksInGroup(best);
        best.sort(Comparator.comparing(Contact::isAnchor)
                .thenComparing(isTried::test)
                .reversed()
                .thenComparing(ranks::get));
        List<RememberedPeer> peers = new ArrayList<>();
        for (Contact contact : best.subList(0, Math.min(best.size(), most))) {
            contact.node()
                    .ifPresent(node -> peers.add(new RememberedPeer(
                            node,
                            contact.endpoints().get(0),
                            contact.record(),
                            contact.source(),
                            contact.lastMetMillis(),
                            contact.lastAnsweredMillis(),
                            contact.isAnchor())));
        }
        return new RememberedBook(secret, peers);
    }

    private static Map<Contact, Integer> ranksInGroup(List<Contact> bestFirst) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<Contact, Integer> ranks = new LinkedHashMap<>();
        for (Contact contact : bestFirst) {
            ranks.put(contact, counts.merge(contact.group(), 1, Integer::sum));
        }
        return ranks;
    }
}
