package org.kindling.peer.shell.net;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Certificates that are wrong in one respect. */
final class CraftedCertificate {
    static final X500Name NAME = new X500Name("CN=kindling");

    private CraftedCertificate() {}

    static KeyPair ephemeral() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    static NodeCertificate over(KeyPair ephemeral, @Nullable ASN1Encodable binding) throws Exception {
        return until("2100-01-01T00:00:00Z", ephemeral.getPublic(), ephemeral.getPrivate(), ephemeral, binding);
    }

    static NodeCertificate until(
            String end, PublicKey subject, PrivateKey issuer, KeyPair used, @Nullable ASN1Encodable binding)
            throws Exception {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME,
                BigInteger.ONE,
                Date.from(Instant.parse("2000-01-01T00:00:00Z")),
                Date.from(Instant.parse(end)),
                NAME,
                subject);
        if (binding != null) {
            builder.addExtension(KeyBinding.OID, false, binding);
        }
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuer)));
        return new NodeCertificate(certificate, used.getPrivate());
    }
}
