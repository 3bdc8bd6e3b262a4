package org.kindling.tracker.udp;

import java.nio.ByteBuffer;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.KeyedHash;
import org.kindling.tracker.directory.SeenHost;

/**
 * Connection ids (BEP 15): who has one was there to receive it, so nobody asks in another's name.
 *
 * <p>The first eight bytes of HMAC-SHA-256 over epoch and address. Rationale: nothing is kept for a stranger, so no flood of them fills anything.
 *
 * <p>Of the address, not of the port. Rationale: routers give each datagram another port if they like, and whoever has an address has its ports.
 */
final class ConnectionIds {
    private final KeyedHash hash;
    private final long epochMillis;

    /** @param secret known to nobody else; at least 16 bytes */
    ConnectionIds(Bytes secret, long epochMillis) {
        this.hash = new KeyedHash(secret);
        this.epochMillis = epochMillis;
    }

    /** The id of whoever asks from this address now. */
    long give(SeenHost seen, long nowMillis) {
        return of(seen, epoch(nowMillis));
    }

    /** Whether it was given to this address, in this epoch or the one before. */
    boolean isGiven(long id, SeenHost seen, long nowMillis) {
        long epoch = epoch(nowMillis);
        return id == of(seen, epoch) || id == of(seen, epoch - 1);
    }

    private long epoch(long nowMillis) {
        return Math.floorDiv(nowMillis, epochMillis);
    }

    private long of(SeenHost seen, long epoch) {
        byte[] when = ByteBuffer.allocate(Long.BYTES).putLong(epoch).array();
        return ByteBuffer.wrap(hash.of(when, seen.ip().bytes().toArray())).getLong();
    }
}
