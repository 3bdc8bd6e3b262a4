package org.kindling.peer.boundary;

import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * What an address book leaves to the next life.
 *
 * @param secret what its tables are keyed by, 32 bytes; none in a first life
 * @param peers anchors first, then those most worth a call
 */
public record RememberedBook(Bytes secret, List<RememberedPeer> peers) {
    /** Bytes of a secret. */
    public static final int SECRET_SIZE = 32;

    public RememberedBook {
        Check.argument(secret.isEmpty() || secret.size() == SECRET_SIZE, "a secret of %s bytes", secret.size());
        peers = List.copyOf(peers);
    }

    /** A first life. */
    public static RememberedBook nothing() {
        return new RememberedBook(Bytes.EMPTY, List.of());
    }
}
