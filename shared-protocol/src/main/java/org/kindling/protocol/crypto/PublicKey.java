package org.kindling.protocol.crypto;

import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * An Ed25519 public key as it is written (RFC 8032 §5.1.2).
 *
 * <p>Any 32 bytes: whether they are a key that may sign is for {@link SignatureRule} to say.
 *
 * @param bytes exactly 32 bytes
 */
public record PublicKey(Bytes bytes) implements Comparable<PublicKey> {
    /** The length of every public key, in bytes. */
    public static final int SIZE = 32;

    public PublicKey {
        Check.argument(bytes.size() == SIZE, "a public key has %s bytes, not %s", SIZE, bytes.size());
    }

    /** The key with a copy of these 32 bytes. */
    public static PublicKey of(byte[] copied) {
        return new PublicKey(Bytes.of(copied));
    }

    /** The key with these 64 hexadecimal digits. */
    public static PublicKey fromHex(String hex) {
        return new PublicKey(Bytes.fromHex(hex));
    }

    /** The 32 bytes in an array of the caller's own. */
    public byte[] toArray() {
        return bytes.toArray();
    }

    /** All 64 hexadecimal digits. */
    public String hex() {
        return bytes.hex();
    }

    @Override
    public int compareTo(PublicKey other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
