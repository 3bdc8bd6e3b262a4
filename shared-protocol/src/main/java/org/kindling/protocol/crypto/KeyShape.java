package org.kindling.protocol.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The part of the signature rule that looks at the key alone; as dear as a verification, so done once per key. */
final class KeyShape {
    private KeyShape() {}

    /** ACCEPTED for a canonical point of the prime-order subgroup that is not neutral, or the first thing wrong. */
    static Verdict judge(byte[] key) {
        if (key.length != PublicKey.SIZE) {
            return Verdict.WRONG_LENGTH;
        }
        if (!PointEncoding.isCanonical(key)) {
            return Verdict.KEY_NOT_CANONICAL;
        }
        if (PointEncoding.isIdentity(key)) {
            return Verdict.KEY_IS_IDENTITY;
        }
        if (PointEncoding.isOfSmallOrder(key)) {
            return Verdict.KEY_OF_SMALL_ORDER;
        }
        if (!Ed25519.validatePublicKeyPartial(key, 0)) {
            return Verdict.KEY_NOT_ON_CURVE;
        }
        return Ed25519.validatePublicKeyFull(key, 0) ? Verdict.ACCEPTED : Verdict.KEY_NOT_PRIME_ORDER;
    }
}
