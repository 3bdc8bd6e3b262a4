package org.kindling.protocol.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.kindling.protocol.Check;

/**
 * Bouncy Castle: pure Java, always there.
 *
 * <p>Since 1.74 its equation holds also when R is off by a point of small order (it multiplies both sides). So the
 * order of R is checked as well, of an R that passed: with A and R in the prime-order subgroup the two equations are
 * the same.
 */
final class BouncyCastleProvider implements SignatureProvider {
    @Override
    public String name() {
        return "bouncycastle";
    }

    @Override
    public KeyEquation equationOf(PublicKey key) {
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyPartialExport(key.toArray(), 0);
        Check.invariant(point != null, "key %s was to be checked before its equation", key);
        return (message, signature) -> Ed25519.verify(signature, 0, point, message, 0, message.length)
                && Ed25519.validatePublicKeyFull(signature, 0);
    }
}
