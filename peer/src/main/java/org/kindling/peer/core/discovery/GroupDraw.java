package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.kindling.protocol.identity.Endpoint;

/** Draws without putting back: first a group, each as likely as the other, then somebody in it. */
final class GroupDraw {
    private final List<List<Contact>> groups;
    private final Chance chance;

    GroupDraw(List<Contact> contacts, Function<Endpoint, String> group, Chance chance) {
        Map<String, List<Contact>> byName = new LinkedHashMap<>();
        for (Contact contact : contacts) {
            byName.computeIfAbsent(group.apply(contact.endpoint()), name -> new ArrayList<>())
                    .add(contact);
        }
        this.groups = new ArrayList<>(byName.values());
        this.chance = chance;
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    Contact draw() {
        int position = chance.below(groups.size());
        List<Contact> group = groups.get(position);
        Contact drawn = group.remove(chance.below(group.size()));
        if (group.isEmpty()) {
            groups.set(position, groups.get(groups.size() - 1));
            groups.remove(groups.size() - 1);
        }
        return drawn;
    }
}
