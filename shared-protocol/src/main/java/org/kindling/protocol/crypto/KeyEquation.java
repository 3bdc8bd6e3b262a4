package org.kindling.protocol.crypto;

/** The verification equation of one key, prepared for many messages. Safe for use by many threads at once. */
public interface KeyEquation {
    /**
     * Whether S·B = R + k·A, without multiplying by the cofactor (RFC 8032 §5.1.7).
     *
     * @param signature 64 bytes: a canonical R that is not neutral, and S below the group order
     */
    boolean holds(byte[] message, byte[] signature);
}
