package org.kindling.peer.boundary;

import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * What an address book leaves to the next life.
 *
 * @param secret what its tables are keyed by, 32 bytes; none in a first life
 * @param peers anchors first, then those most worth a call
 * @param bans of whom the operator wants nothing; some may be over
 */
public record RememberedBook(Bytes secret, List<RememberedPeer> peers, List<Ban> bans) {
    /** Bytes of a secret. */
    public static final int SECRET_SIZE = 32;

    public RememberedBook {
        Check.argument(secret.isEmpty() || secret.size() == SECRET_SIZE, "a secret of %s bytes", secret.size());
        peers = List.copyOf(peers);
        bans = List.copyOf(bans);
    }

    /** A book without bans. */
    public RememberedBook(Bytes secret, List<RememberedPeer> peers) {
        this(secret, peers, List.of());
    }

    /** The same book with these bans. */
    public RememberedBook with(List<Ban> others) {
        return new RememberedBook(secret, peers, others);
    }

    /** A first life. */
    public static RememberedBook nothing() {
        return new RememberedBook(Bytes.EMPTY, List.of());
    }
}
