package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws without putting back: first a network group, then somebody in it.
 *
 * <p>Each group is as likely as any other, however many are in it; but those not held, and not drawn yet, come before the others. Rationale: a
 * thousand addresses in one provider's range weigh as much as one, and no two links are in one range while there is another.
 */
final class GroupDraw {
    private final List<List<Contact>> unheld = new ArrayList<>();
    private final List<List<Contact>> held = new ArrayList<>();
    private final Chance chance;

    GroupDraw(List<Contact> contacts, Set<String> groupsHeld, Chance chance) {
        this.chance = chance;
        Map<String, List<Contact>> byName = new LinkedHashMap<>();
        for (Contact contact : contacts) {
            byName.computeIfAbsent(contact.group(), name -> new ArrayList<>()).add(contact);
        }
        byName.forEach((name, group) -> (groupsHeld.contains(name) ? held : unheld).add(group));
    }

    boolean isEmpty() {
        return unheld.isEmpty() && held.isEmpty();
    }

    Contact draw() {
        List<List<Contact>> groups = unheld.isEmpty() ? held : unheld;
        List<Contact> group = takeOne(groups);
        Contact drawn = takeOne(group);
        if (!group.isEmpty()) {
            held.add(group);
        }
        return drawn;
    }

    private <T> T takeOne(List<T> list) {
        int last = list.size() - 1;
        int position = chance.below(list.size());
        T taken = list.get(position);
        list.set(position, list.get(last));
        list.remove(last);
        return taken;
    }
}
