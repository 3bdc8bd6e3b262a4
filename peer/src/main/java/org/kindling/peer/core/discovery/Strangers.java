package org.kindling.peer.core.discovery;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.kindling.protocol.identity.Endpoint;

/**
 * Addresses whose owner is not known yet.
 *
 * <p>Those of the operator stay until somebody answers. Those of others are hints: there is room for a few, they take no slot of the address book, and
 * three calls that came to nothing make one forgotten. Rationale: whoever keeps a domain or sits on the same network can name any number of
 * addresses, of machines that never heard of us too.
 *
 * <p>One source has a quarter of the room at most. Rationale: whoever is asked again every few seconds would otherwise keep all others out.
 */
final class Strangers {
    static final int SOURCES_WITH_ROOM = 4;

    private final int hintsMax;
    private final Function<Endpoint, String> grouping;
    private final Map<Endpoint, Contact> contacts = new LinkedHashMap<>();

    Strangers(int hintsMax, Function<Endpoint, String> grouping) {
        this.hintsMax = hintsMax;
        this.grouping = grouping;
    }

    /** Somebody said that a peer answers there. @return whether it stands here now; if not, there is no room */
    boolean hint(Endpoint endpoint, String source) {
        List<Contact> hints = contacts.values().stream()
                .filter(contact -> !contact.isManual())
                .toList();
        long ofIt = hints.stream()
                .filter(contact -> contact.source().equals(source))
                .count();
        if (hints.size() < hintsMax && ofIt < hintsMax / SOURCES_WITH_ROOM) {
            contacts.computeIfAbsent(endpoint, unknown -> new Contact(null, List.of(unknown), source, grouping));
        }
        return contacts.containsKey(endpoint);
    }

    /** The operator wants whoever answers there. */
    Contact wanted(Endpoint endpoint) {
        return contacts.computeIfAbsent(endpoint, unknown -> new Contact(null, List.of(unknown), "operator", grouping));
    }

    /** A call to a contact, of whatever kind, came to nothing. */
    void failed(Contact contact) {
        if (contact.node().isEmpty() && contact.isSpare()) {
            contacts.remove(contact.endpoint());
        }
    }

    /** @return whether it was there */
    boolean forget(Endpoint endpoint) {
        return contacts.remove(endpoint) != null;
    }

    Collection<Contact> all() {
        return Collections.unmodifiableCollection(contacts.values());
    }
}
