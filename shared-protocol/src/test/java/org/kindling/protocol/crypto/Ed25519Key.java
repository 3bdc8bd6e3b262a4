package org.kindling.protocol.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.kindling.protocol.Bytes;

/** A secret scalar laid open, to make the signatures that an honest signer never makes. */
record Ed25519Key(BigInteger scalar, EdwardsPoint point) {
    /** The scalar and the key that grow from a seed (RFC 8032 §5.1.5). */
    static Ed25519Key fromSeed(Bytes seed) {
        byte[] low = Arrays.copyOf(sha512(seed.toArray()), 32);
        low[0] &= (byte) 0xf8;
        low[31] &= 0x7f;
        low[31] |= 0x40;
        BigInteger scalar = EdwardsPoint.littleEndian(low);
        return new Ed25519Key(scalar, EdwardsPoint.BASE.times(scalar));
    }

    /** The same scalar under a public key with a component of small order. */
    Ed25519Key shiftedBy(EdwardsPoint small) {
        return new Ed25519Key(scalar, point.plus(small));
    }

    byte[] publicKey() {
        return point.encoded();
    }

    /** R as given and S = r + k·a mod L. */
    byte[] sign(byte[] noncePoint, BigInteger nonce, byte[] message) {
        BigInteger k = EdwardsPoint.littleEndian(sha512(noncePoint, publicKey(), message));
        BigInteger s = nonce.add(k.multiply(scalar)).mod(EdwardsPoint.L);
        return joined(noncePoint, EdwardsPoint.littleEndian(s));
    }

    static byte[] joined(byte[] nonce, byte[] scalar) {
        return Bytes.of(nonce).concat(Bytes.of(scalar)).toArray();
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
