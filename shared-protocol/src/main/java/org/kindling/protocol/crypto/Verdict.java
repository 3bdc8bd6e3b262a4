package org.kindling.protocol.crypto;

/**
 * What {@link SignatureRule} makes of a signature: accepted, or the first reason against it.
 *
 * <p>The reasons stand in the order in which they are looked for. Rationale: the name is part of the answer, so it
 * must not depend on who computes it.
 */
public enum Verdict {
    /** The key's owner signed this message. */
    ACCEPTED,
    /** The key has not 32 or the signature not 64 bytes. */
    WRONG_LENGTH,
    /** R is written with a coordinate that is not reduced, or as a negative zero. */
    NONCE_NOT_CANONICAL,
    /** R is the neutral point, which no honest signer ever makes. */
    NONCE_IS_IDENTITY,
    /** S is not below the group order. */
    SCALAR_TOO_LARGE,
    /** A is written with a coordinate that is not reduced, or as a negative zero. */
    KEY_NOT_CANONICAL,
    /** A is the neutral point: everything would be signed by it. */
    KEY_IS_IDENTITY,
    /** A is one of the seven other points whose order divides eight. */
    KEY_OF_SMALL_ORDER,
    /** No point has the coordinate A names. */
    KEY_NOT_ON_CURVE,
    /** A has a component of small order. */
    KEY_NOT_PRIME_ORDER,
    /** All is well formed, but this key did not sign this message: S·B is not R + k·A. */
    EQUATION_FAILS;

    /** Whether the signature is good. */
    public boolean isAccepted() {
        return this == ACCEPTED;
    }
}
