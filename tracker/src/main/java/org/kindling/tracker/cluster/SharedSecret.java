package org.kindling.tracker.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.InvariantBroken;

/**
 * What the members of a cluster know and strangers do not: it names the cluster, and seals what they tell each other.
 *
 * <p>Both are HMAC-SHA-256 under the secret. Rationale: the name goes over the wire in the open, so whoever listens learns how to be let in, but neither
 * the secret nor how to make one seal.
 *
 * <p>Without a secret the name is one that everybody knows, and a seal shows only that nothing was garbled.
 */
final class SharedSecret {
    /** Of a seal, in bytes. */
    static final int SEAL_BYTES = 32;

    /** Raised with the format of what is told, so that trackers which cannot read each other do not meet. */
    private static final String FORMAT = "kindling-1";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int NAME_DIGITS = 32;
    private static final byte[] NAMING = "name".getBytes(US_ASCII);
    private static final byte[] SEALING = "seal".getBytes(US_ASCII);

    private final boolean isOpen;
    private final byte[] namingKey;
    private final byte[] sealingKey;

    SharedSecret(Bytes secret) {
        byte[] key = secret.isEmpty() ? FORMAT.getBytes(US_ASCII) : secret.toArray();
        this.isOpen = secret.isEmpty();
        this.namingKey = mac(key, NAMING);
        this.sealingKey = mac(key, SEALING);
    }

    /** What the cluster is called. */
    String clusterName() {
        return isOpen
                ? FORMAT
                : FORMAT + "-"
                        + Bytes.wrap(mac(namingKey, FORMAT.getBytes(US_ASCII)))
                                .hex()
                                .substring(0, NAME_DIGITS);
    }

    /** The content, and after it the seal of the content under this key. */
    byte[] seal(String key, byte[] content) {
        byte[] sealed = Arrays.copyOf(content, content.length + SEAL_BYTES);
        System.arraycopy(mac(sealingKey, key.getBytes(US_ASCII), content), 0, sealed, content.length, SEAL_BYTES);
        return sealed;
    }

    /** The content, if a member has sealed it under this key. */
    Optional<byte[]> open(String key, byte[] sealed) {
        if (sealed.length < SEAL_BYTES) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOf(sealed, sealed.length - SEAL_BYTES);
        byte[] seal = Arrays.copyOfRange(sealed, content.length, sealed.length);
        byte[] wanted = mac(sealingKey, key.getBytes(US_ASCII), content);
        return MessageDigest.isEqual(seal, wanted) ? Optional.of(content) : Optional.empty();
    }

    /** All keys of entries have one length, so it is clear where the key ends. */
    private static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException missing) {
            throw new InvariantBroken("every Java has " + ALGORITHM + ": " + missing.getMessage());
        }
    }
}
