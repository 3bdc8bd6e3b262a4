package org.kindling.protocol.crypto;

import java.security.MessageDigest;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * A SHA-256 hash: the name of something by its contents.
 *
 * @param bytes exactly 32 bytes
 */
public record Hash(Bytes bytes) implements Comparable<Hash> {
    /** The length of every hash, in bytes. */
    public static final int SIZE = 32;

    /** The hash that nothing has: the parent of the first block, the root of an empty history. */
    public static final Hash ZERO = new Hash(Bytes.wrap(new byte[SIZE]));

    private static final int SHORT_DIGITS = 8;

    public Hash {
        Check.argument(bytes.size() == SIZE, "a hash has %s bytes, not %s", SIZE, bytes.size());
    }

    /** Plain SHA-256 of the parts, one after the other. */
    public static Hash sha256(byte[]... parts) {
        return finish(Sha256.start(), parts);
    }

    /**
     * SHA-256 of the length of the domain's tag in one byte, the tag in ASCII, and the parts one after the other.
     *
     * <p>Where the parts' lengths are not fixed by the domain, the caller writes them into the parts.
     */
    public static Hash tagged(Domain domain, byte[]... parts) {
        MessageDigest digest = Sha256.start();
        domain.update(digest);
        return finish(digest, parts);
    }

    /** The hash with a copy of these 32 bytes. */
    public static Hash of(byte[] copied) {
        return new Hash(Bytes.of(copied));
    }

    /** The hash with these 64 hexadecimal digits. */
    public static Hash fromHex(String hex) {
        return new Hash(Bytes.fromHex(hex));
    }

    /** The 32 bytes in an array of the caller's own. */
    public byte[] toArray() {
        return bytes.toArray();
    }

    /** All 64 hexadecimal digits. */
    public String hex() {
        return bytes.hex();
    }

    /** The first eight hexadecimal digits, enough for a person to tell two apart. */
    public String shortHex() {
        return hex().substring(0, SHORT_DIGITS);
    }

    @Override
    public int compareTo(Hash other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash that && bytes.equals(that.bytes);
    }

    /** The last four bytes: they are random already, whereas proofs of work fix the first ones. */
    @Override
    public int hashCode() {
        return ((bytes.at(SIZE - 4) & 0xff) << 24)
                | ((bytes.at(SIZE - 3) & 0xff) << 16)
                | ((bytes.at(SIZE - 2) & 0xff) << 8)
                | (bytes.at(SIZE - 1) & 0xff);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static Hash finish(MessageDigest digest, byte[]... parts) {
        for (byte[] part : parts) {
            digest.update(part);
        }
        return new Hash(Bytes.wrap(digest.digest()));
    }
}
