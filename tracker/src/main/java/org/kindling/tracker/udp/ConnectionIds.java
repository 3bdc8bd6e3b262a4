package org.kindling.tracker.udp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.InvariantBroken;
import org.kindling.tracker.directory.SeenHost;

/**
 * Connection ids (BEP 15): who has one was there to receive it, so nobody asks in another's name.
 *
 * <p>The first eight bytes of HMAC-SHA-256 over epoch and address. Rationale: nothing is kept for a stranger, so no flood of them fills anything.
 *
 * <p>Of the address, not of the port. Rationale: routers give each datagram another port if they like, and whoever has an address has its ports.
 */
final class ConnectionIds {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES_MIN = 16;

    private final Mac mac;
    private final long epochMillis;

    /** @param secret known to nobody else; at least 16 bytes */
    ConnectionIds(Bytes secret, long epochMillis) {
        Check.argument(secret.size() >= SECRET_BYTES_MIN, "a secret of %s bytes", secret.size());
        this.epochMillis = epochMillis;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.toArray(), ALGORITHM));
        } catch (InvalidKeyException broken) {
            throw new InvariantBroken("no key for " + ALGORITHM + ": " + broken.getMessage());
        } catch (GeneralSecurityException missing) {
            throw new InvariantBroken("every Java has " + ALGORITHM + ": " + missing.getMessage());
        }
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
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(epoch).flip());
        return ByteBuffer.wrap(mac.doFinal(seen.ip().bytes().toArray())).getLong();
    }
}
