package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whom to call, by chance.
 *
 * <p>Half of all calls go to the tried, half to everybody, new or tried. Rationale: with the tried alone a network that moved is never found;
 * with half of the calls for the new alone, as Bitcoin Core has it, whoever fills that table gets half of our links once the honest ones are all
 * tried.
 *
 * <p>Each draw picks a network group first, one we hold no outbound link in if there is any, then somebody in it ({@link GroupDraw}).
 *
 * <p>Anchors that were not yet called in this life come before everybody else. Rationale: who restarts us, by a crash say, must not thereby
 * choose our neighbours.
 */
final class Choice {
    private final Tables tables;
    private final Chance chance;

    Choice(Tables tables, Chance chance) {
        this.tables = tables;
        this.chance = chance;
    }

    /**
     * @param due everybody who may be called now
     * @param groupsHeld network groups of our outbound links
     */
    List<Contact> choose(List<Contact> due, int most, Set<String> groupsHeld) {
        Set<Contact> chosen = new LinkedHashSet<>();
        for (Contact contact : due) {
            if (contact.isAnchor() && !contact.isCalledInThisLife() && chosen.size() < most) {
                chosen.add(contact);
            }
        }
        Set<String> held = new LinkedHashSet<>(groupsHeld);
        chosen.forEach(contact -> held.add(contact.group()));
        List<Contact> rest = new ArrayList<>(due);
        rest.removeIf(chosen::contains);
        List<Contact> tried = new ArrayList<>(rest);
        tried.removeIf(contact -> !tables.isTried(contact));
        GroupDraw fromTried = new GroupDraw(tried, held, chance);
        GroupDraw fromAll = new GroupDraw(rest, held, chance);
        while (chosen.size() < most && !fromAll.isEmpty()) {
            boolean isTried = !fromTried.isEmpty() && chance.coin();
            chosen.add(isTried ? fromTried.draw() : fromAll.draw());
        }
        return List.copyOf(chosen);
    }

    /** Somebody of whom we only heard. */
    Optional<Contact> chooseNew(List<Contact> due) {
        List<Contact> fresh = new ArrayList<>(due);
        fresh.removeIf(tables::isTried);
        return fresh.isEmpty()
                ? Optional.empty()
                : Optional.of(new GroupDraw(fresh, Collections.emptySet(), chance).draw());
    }
}
