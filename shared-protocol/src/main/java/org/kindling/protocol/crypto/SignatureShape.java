package org.kindling.protocol.crypto;

import java.util.Arrays;
import org.kindling.protocol.Bytes;

/** The part of the signature rule that looks at the 64 bytes of R and S alone and costs nothing. */
final class SignatureShape {
    /** The order of the prime subgroup, 2^252 + 27742317777372353535851937790883648493, lowest byte first. */
    private static final byte[] ORDER = Bytes.fromHex("edd3f55c1a631258d69cf7a2def9de14" + "00".repeat(15) + "10")
            .toArray();

    private SignatureShape() {}

    /** ACCEPTED, or the first thing wrong with the shape. */
    static Verdict judge(byte[] signature) {
        if (signature.length != Signature.SIZE) {
            return Verdict.WRONG_LENGTH;
        }
        byte[] nonce = Arrays.copyOf(signature, PublicKey.SIZE);
        if (!PointEncoding.isCanonical(nonce)) {
            return Verdict.NONCE_NOT_CANONICAL;
        }
        if (PointEncoding.isIdentity(nonce)) {
            return Verdict.NONCE_IS_IDENTITY;
        }
        return isBelowOrder(signature) ? Verdict.ACCEPTED : Verdict.SCALAR_TOO_LARGE;
    }

    private static boolean isBelowOrder(byte[] signature) {
        for (int at = ORDER.length - 1; at >= 0; at--) {
            int difference = (signature[PublicKey.SIZE + at] & 0xff) - (ORDER[at] & 0xff);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }
}
