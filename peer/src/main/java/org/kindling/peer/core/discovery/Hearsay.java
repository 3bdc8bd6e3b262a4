package org.kindling.peer.core.discovery;

import java.util.LinkedHashMap;
import java.util.Map;

/** How many entries each source told us of that nobody met yet. A source without any costs nothing. */
final class Hearsay {
    private final Map<String, Integer> unmet = new LinkedHashMap<>();

    int from(String source) {
        return unmet.getOrDefault(source, 0);
    }

    void more(Contact contact) {
        unmet.merge(contact.source(), 1, Integer::sum);
    }

    void fewer(Contact contact) {
        unmet.computeIfPresent(contact.source(), (source, count) -> count == 1 ? null : count - 1);
    }
}
