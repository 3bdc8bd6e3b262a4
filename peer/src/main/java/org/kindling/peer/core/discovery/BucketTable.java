package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Buckets of a fixed number of slots, at most one contact in each. Empty slots cost nothing, so a peer that knows twenty others pays for twenty.
 *
 * <p>A contact takes the slot that its hash names; if that is taken, the next free one of its bucket. Rationale: with the slot of its own alone,
 * a village of fifty would lose somebody to chance in a table of thousands. Who is to make room in a full bucket is still said by the hash alone.
 */
final class BucketTable {
    private final int slots;
    private final int[] filled;
    private final Map<Integer, Contact> occupied = new TreeMap<>();
    private final Map<Contact, Integer> places = new LinkedHashMap<>();

    /** @param slots how many a bucket has */
    BucketTable(int buckets, int slots) {
        this.slots = slots;
        this.filled = new int[buckets];
    }

    /** Takes a free slot of the bucket, the named one if possible. @return whether there was one */
    boolean enter(Contact contact, int bucket, int slot) {
        for (int i = 0; filled[bucket] < slots; i++) {
            int place = bucket * slots + (slot + i) % slots;
            if (!occupied.containsKey(place)) {
                occupied.put(place, contact);
                places.put(contact, place);
                filled[bucket]++;
                return true;
            }
        }
        return false;
    }

    Optional<Contact> at(int bucket, int slot) {
        return Optional.ofNullable(occupied.get(bucket * slots + slot));
    }

    void remove(Contact contact) {
        Integer place = places.remove(contact);
        if (place != null) {
            occupied.remove(place);
            filled[place / slots]--;
        }
    }

    boolean contains(Contact contact) {
        return places.containsKey(contact);
    }

    int size() {
        return places.size();
    }

    /** Everybody in it, in the order in which they came. */
    List<Contact> all() {
        return new ArrayList<>(places.keySet());
    }
}
