package org.kindling.protocol.crypto;

/**
 * Somebody's code for the arithmetic of Ed25519.
 *
 * <p>Providers differ in speed and, on signatures no honest signer makes, in opinion. So they are asked only for the
 * equation, and only by {@link SignatureRule}, which has refused by then whatever they could differ about. Others
 * may ask them directly to measure them, never to decide.
 */
public sealed interface SignatureProvider permits BouncyCastleProvider, CorrettoProvider {
    /** A short lower-case name, for people. */
    String name();

    /** The equation of one key, which must be a point of the prime-order subgroup. May be kept and shared. */
    KeyEquation equationOf(PublicKey key);
}
