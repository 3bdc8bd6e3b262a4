package org.kindling.peer.core;

import java.util.Optional;
import java.util.TreeMap;
import org.kindling.peer.boundary.Token;

/** What the answers that are still out will continue. */
final class Errands {
    private final TreeMap<Token, Errand> open = new TreeMap<>();

    void expect(Token token, Errand errand) {
        open.put(token, errand);
    }

    Optional<Errand> take(Token token) {
        return Optional.ofNullable(open.remove(token));
    }
}
