package org.kindling.peer.core.discovery;

import java.util.Optional;
import org.kindling.peer.core.session.Sessions;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;

/**
 * Who is not called now, and where.
 *
 * <p>The operator's bans hold against everybody, his own and a capsule's contacts too; what a peer did to us only against those nobody asked
 * for. Rationale: a ban is a decision, and the later one; our own judgement may be wrong.
 */
record Shunned(Sessions sessions, long nowMillis) {
    /** Where this contact is called next: the first of its addresses, in their turn, that no ban is against. */
    Optional<Endpoint> place(Contact contact) {
        for (Endpoint endpoint : contact.turns()) {
            if (!sessions.bans().isBanned(contact.node(), endpoint.host(), nowMillis)) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }

    /** Whether nobody calls this contact: banned wherever it may be, or too lately rude and nobody insists. */
    boolean covers(Contact contact) {
        return place(contact).isEmpty()
                || (!contact.isManual()
                        && contact.node().filter(this::isDiscouraged).isPresent());
    }

    /** Whether nobody calls whom somebody else says to live there, nobody insisting. */
    boolean covers(Door door) {
        return isDiscouraged(door.node())
                || sessions.bans()
                        .isBanned(Optional.of(door.node()), door.endpoint().host(), nowMillis);
    }

    private boolean isDiscouraged(NodeId node) {
        return sessions.isDiscouraged(node, nowMillis);
    }
}
