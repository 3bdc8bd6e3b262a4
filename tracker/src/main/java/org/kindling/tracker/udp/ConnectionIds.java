package org.kindling.tracker.udp;

import java.nio.ByteBuffer;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.tracker.directory.SeenHost;

/**
 * Connection ids (BEP 15): who has one was there to receive it, so nobody asks in another's name.
 *
 * <p>A keyed hash ({@link SipHash}) of epoch and address. Rationale: nothing is kept for a stranger, so no flood of them fills anything.
 *
 * <p>Of the address, not of the port. Rationale: routers give each datagram another port if they like, and whoever has an address has its ports.
 */
final class ConnectionIds {
    private static final int SECRET_BYTES_MIN = 2 * Long.BYTES;

    private final long firstKey;
    private final long secondKey;
    private final long epochMillis;

    /** @param secret known to nobody else; at least 16 bytes, of which those are used */
    ConnectionIds(Bytes secret, long epochMillis) {
        Check.argument(secret.size() >= SECRET_BYTES_MIN, "a secret of %s bytes", secret.size());
        this.epochMillis = epochMillis;
        ByteBuffer key = ByteBuffer.wrap(secret.toArray());
        this.firstKey = key.getLong();
        this.secondKey = key.getLong();
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

    /** An IPv4 address makes one word, an IPv6 address two: none is taken for one of the other kind. */
    private long of(SeenHost seen, long epoch) {
        Bytes ip = seen.ip().bytes();
        return seen.ip().isIpv4()
                ? SipHash.of(firstKey, secondKey, epoch, word(ip, 0, ip.size()))
                : SipHash.of(firstKey, secondKey, epoch, word(ip, 0, Long.BYTES), word(ip, Long.BYTES, ip.size()));
    }

    private static long word(Bytes bytes, int from, int to) {
        long word = 0;
        for (int i = from; i < to; i++) {
            word = word << Byte.SIZE | Byte.toUnsignedLong(bytes.at(i));
        }
        return word;
    }
}
