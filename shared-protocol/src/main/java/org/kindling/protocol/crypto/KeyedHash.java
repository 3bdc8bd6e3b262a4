package org.kindling.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.InvariantBroken;

/**
 * HMAC-SHA-256 (RFC 2104): a hash that only who has the secret can make, for what one gives away and wants to know again without keeping it.
 *
 * <p>Used by one thread.
 */
public final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES_MIN = 16;

    private final Mac mac;

    /** @param secret known to nobody else; at least 16 bytes */
    public KeyedHash(Bytes secret) {
        Check.argument(secret.size() >= SECRET_BYTES_MIN, "a secret of %s bytes", secret.size());
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.toArray(), ALGORITHM));
        } catch (InvalidKeyException broken) {
            throw new InvariantBroken("no key for " + ALGORITHM + ": " + broken.getMessage());
        } catch (GeneralSecurityException missing) {
            throw new InvariantBroken("every Java has " + ALGORITHM + ": " + missing.getMessage());
        }
    }

    /** The 32 bytes over the parts, one after the other; where their lengths are not fixed, the caller writes them into the parts. */
    public byte[] of(byte[]... parts) {
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }
}
