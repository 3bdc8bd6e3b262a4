package org.kindling.protocol.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.kindling.protocol.InvariantBroken;

/**
 * One SHA-256 machine per thread (FIPS 180-4).
 *
 * <p>Rationale: asking the JDK for a fresh one costs as much as hashing a short message.
 */
final class Sha256 {
    private static final ThreadLocal<MessageDigest> MACHINE = ThreadLocal.withInitial(Sha256::machine);

    private Sha256() {}

    /** An empty digest for the calling thread, which must finish it before asking again. */
    static MessageDigest start() {
        MessageDigest digest = MACHINE.get();
        digest.reset();
        return digest;
    }

    private static MessageDigest machine() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new InvariantBroken("every Java platform has SHA-256, this one says: " + impossible.getMessage());
        }
    }
}
