package org.kindling.protocol.crypto;

import java.lang.reflect.Field;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.InvariantBroken;

/**
 * Amazon Corretto Crypto Provider: native code, two to four times as fast, where its library loads.
 *
 * <p>It computes R from S, k and A and compares the bytes, which is the cofactorless equation. It is asked for
 * directly and never installed among the JVM's providers. Rationale: what else runs in this JVM keeps its TLS.
 */
final class CorrettoProvider implements SignatureProvider {
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final String ALGORITHM = "Ed25519";

    /** One machine per thread, since a machine holds the message it is fed. */
    private final ThreadLocal<java.security.Signature> machines;

    private CorrettoProvider(Provider provider) {
        this.machines = ThreadLocal.withInitial(() -> machine(provider));
    }

    /** The provider, if it is on the class path and its native library works here. */
    static Optional<SignatureProvider> load() {
        try {
            Field instance = Class.forName(PROVIDER).getField("INSTANCE");
            Provider provider = (Provider) instance.get(null);
            java.security.Signature.getInstance(ALGORITHM, provider);
            return Optional.of(new CorrettoProvider(provider));
        } catch (ReflectiveOperationException | NoSuchAlgorithmException | LinkageError absent) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "accp";
    }

    @Override
    public KeyEquation equationOf(PublicKey key) {
        EncodedKey encoded = EncodedKey.of(key);
        return (message, signature) -> holds(encoded, message, signature);
    }

    private boolean holds(EncodedKey key, byte[] message, byte[] signature) {
        java.security.Signature machine = machines.get();
        try {
            machine.initVerify(key);
            machine.update(message);
            return machine.verify(signature);
        } catch (GeneralSecurityException surprise) {
            throw new InvariantBroken("a well-formed key and signature were not understood: " + surprise.getMessage());
        }
    }

    private static java.security.Signature machine(Provider provider) {
        try {
            return java.security.Signature.getInstance(ALGORITHM, provider);
        } catch (NoSuchAlgorithmException gone) {
            throw new InvariantBroken("the provider had " + ALGORITHM + " when it was loaded");
        }
    }

    /**
     * A key as X.509 writes it (RFC 8410 §4).
     *
     * <p>Rationale: the JDK's key factory would check the point again and takes longer than the native parser.
     */
    private record EncodedKey(Bytes encoded) implements java.security.PublicKey {
        private static final long serialVersionUID = 1L;
        private static final Bytes BEFORE_THE_KEY = Bytes.fromHex("302a300506032b6570032100");

        static EncodedKey of(PublicKey key) {
            return new EncodedKey(BEFORE_THE_KEY.concat(key.bytes()));
        }

        @Override
        public String getAlgorithm() {
            return "EdDSA";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return encoded.toArray();
        }
    }
}
