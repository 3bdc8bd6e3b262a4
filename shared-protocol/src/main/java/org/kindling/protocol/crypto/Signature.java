package org.kindling.protocol.crypto;

import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * An Ed25519 signature as it is written: the nonce point R, then the scalar S (RFC 8032 §5.1.6).
 *
 * <p>Any 64 bytes: whether they sign anything is for {@link SignatureRule} to say.
 *
 * @param bytes exactly 64 bytes
 */
public record Signature(Bytes bytes) {
    /** The length of every signature, in bytes. */
    public static final int SIZE = 64;

    public Signature {
        Check.argument(bytes.size() == SIZE, "a signature has %s bytes, not %s", SIZE, bytes.size());
    }

    /** The signature with a copy of these 64 bytes. */
    public static Signature of(byte[] copied) {
        return new Signature(Bytes.of(copied));
    }

    /** The signature with these 128 hexadecimal digits. */
    public static Signature fromHex(String hex) {
        return new Signature(Bytes.fromHex(hex));
    }

    /** The 64 bytes in an array of the caller's own. */
    public byte[] toArray() {
        return bytes.toArray();
    }

    /** All 128 hexadecimal digits. */
    public String hex() {
        return bytes.hex();
    }

    @Override
    public String toString() {
        return hex();
    }
}
