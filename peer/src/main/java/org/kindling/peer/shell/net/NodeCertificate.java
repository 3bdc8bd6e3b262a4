package org.kindling.peer.shell.net;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.kindling.protocol.crypto.KeyPair;

/**
 * A self-signed certificate over a fresh P-256 key that carries the {@link KeyBinding} of a node. Made in memory, never written down.
 *
 * <p>It never expires (RFC 5280 §4.1.2.5). Rationale: it lives as long as the process, and a peer whose clock is wrong must still be able
 * to find others.
 */
record NodeCertificate(X509Certificate certificate, PrivateKey key) {
    private static final String CURVE = "secp256r1";
    private static final String SIGNED_BY = "SHA256withECDSA";
    private static final Instant NOT_BEFORE = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant NOT_AFTER = Instant.parse("9999-12-31T23:59:59Z");
    private static final X500Name NAME = new X500Name("CN=kindling");
    private static final int SERIAL_BITS = 63;

    /** A new one; takes milliseconds. */
    static NodeCertificate mint(KeyPair node, SecureRandom chance) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), chance);
            return mint(node, generator.generateKeyPair(), new BigInteger(SERIAL_BITS, chance));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("this Java cannot make a P-256 certificate", e);
        }
    }

    private static NodeCertificate mint(KeyPair node, java.security.KeyPair ephemeral, BigInteger serial)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME, serial.setBit(0), Date.from(NOT_BEFORE), Date.from(NOT_AFTER), NAME, ephemeral.getPublic());
        builder.addExtension(
                KeyBinding.OID, true, KeyBinding.of(node, ephemeral.getPublic().getEncoded()));
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNED_BY).build(ephemeral.getPrivate())));
        return new NodeCertificate(certificate, ephemeral.getPrivate());
    }
}
