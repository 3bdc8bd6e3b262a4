package org.kindling.protocol.crypto;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;

/**
 * An Ed25519 key that can sign, and its public half (RFC 8032 §5.1).
 *
 * <p>Signing is deterministic: the same key and message always give the same signature.
 */
public final class KeyPair {
    /** The length of a seed, in bytes. */
    public static final int SEED_SIZE = 32;

    private final byte[] seed;
    private final PublicKey publicKey;

    private KeyPair(byte[] seed) {
        byte[] encoded = new byte[PublicKey.SIZE];
        Ed25519.generatePublicKey(seed, 0, encoded, 0);
        this.seed = seed;
        this.publicKey = new PublicKey(Bytes.wrap(encoded));
    }

    /** A fresh key from 32 bytes of the given chance. */
    public static KeyPair generate(SecureRandom chance) {
        byte[] seed = new byte[SEED_SIZE];
        chance.nextBytes(seed);
        return new KeyPair(seed);
    }

    /** The key that grows from this seed of 32 bytes. */
    public static KeyPair fromSeed(Bytes seed) {
        Check.argument(seed.size() == SEED_SIZE, "a seed has %s bytes, not %s", SEED_SIZE, seed.size());
        return new KeyPair(seed.toArray());
    }

    /** The half that everybody may know. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The secret half, for whoever stores the key. */
    public Bytes seed() {
        return Bytes.of(seed);
    }

    /** Signs the 32 bytes of a hash. */
    public Signature sign(Hash digest) {
        return sign(digest.toArray());
    }

    /** Signs a message as it is (pure Ed25519, neither context nor prehash). */
    public Signature sign(byte[] message) {
        byte[] signature = new byte[Signature.SIZE];
        Ed25519.sign(seed, 0, publicKey.toArray(), 0, message, 0, message.length, signature, 0);
        return new Signature(Bytes.wrap(signature));
    }

    /** Names the public half only; the secret never reaches a log. */
    @Override
    public String toString() {
        return "KeyPair[" + publicKey + "]";
    }
}
