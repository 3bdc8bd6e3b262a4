package org.kindling.tracker.directory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who left lately, and how.
 *
 * <p>Rationale: what companions tell may come in any order, and a peer that has left must not be listed again because an older word of it comes late.
 *
 * @param <K> who
 * @param <V> how
 */
final class Departures<K, V> {
    /** Of more, those told first are forgotten: they may be listed once more, until their time is up. */
    static final int REMEMBERED_MAX = 5_000;

    private final Map<K, V> left = new LinkedHashMap<>();

    /** In place of what was noted before. */
    void note(K who, V how) {
        left.remove(who);
        if (left.size() >= REMEMBERED_MAX) {
            left.remove(left.keySet().iterator().next());
        }
        left.put(who, how);
    }

    Optional<V> find(K who) {
        return Optional.ofNullable(left.get(who));
    }

    int size() {
        return left.size();
    }
}
