package org.kindling.peer.shell.net;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.PublicKey;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.crypto.SignatureRule;

/**
 * The certificate extension in which a node key vouches for the key of its TLS certificate (libp2p's TLS specification).
 *
 * <p>{@code SEQUENCE { OCTET STRING nodeKey (32), OCTET STRING signature (64) }}; signed is SHA-256 over {@link Domain#TLS_BINDING} and the
 * certificate's SubjectPublicKeyInfo in DER. TLS proves that the other end holds the certificate's key, so both together prove the node key.
 *
 * <p>Rationale: TLS libraries disagree about Ed25519 certificates; every one of them does P-256.
 */
final class KeyBinding {
    /** In the arc of UUIDs (ITU-T X.667), which needs no registration. */
    static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("2.25.153765588014138133689101242764594479270");

    private static final int BYTES_MAX = 128;

    private KeyBinding() {}

    static ASN1Sequence of(KeyPair node, byte[] subjectPublicKeyInfo) {
        Signature signature = node.sign(digest(subjectPublicKeyInfo));
        return sequence(node.publicKey(), signature);
    }

    /**
     * The node key that this certificate proves.
     *
     * @throws CertificateException in words, if it proves none
     */
    static PublicKey provenBy(X509Certificate certificate) throws CertificateException {
        byte[] wrapped = certificate.getExtensionValue(OID.getId());
        if (wrapped == null) {
            throw new CertificateException("the certificate names no node key");
        }
        if (wrapped.length > BYTES_MAX) {
            throw new CertificateException("the certificate's node key is too long");
        }
        ASN1Sequence parts = parse(wrapped);
        PublicKey key = PublicKey.of(octets(parts, 0, PublicKey.SIZE));
        Signature signature = Signature.of(octets(parts, 1, Signature.SIZE));
        Hash digest = digest(certificate.getPublicKey().getEncoded());
        if (!SignatureRule.best().accepts(key, digest, signature)) {
            throw new CertificateException("the node key did not sign the certificate's key");
        }
        return key;
    }

    private static ASN1Sequence parse(byte[] wrapped) throws CertificateException {
        try {
            byte[] content = ASN1OctetString.getInstance(wrapped).getOctets();
            ASN1Sequence parts = ASN1Sequence.getInstance(content);
            if (parts.size() != 2 || !Arrays.equals(parts.getEncoded(ASN1Encoding.DER), content)) {
                throw new CertificateException("the certificate's node key is not written in its one form");
            }
            return parts;
        } catch (IllegalArgumentException | IllegalStateException | IOException malformed) {
            throw new CertificateException("the certificate's node key is unreadable", malformed);
        }
    }

    private static byte[] octets(ASN1Sequence parts, int position, int size) throws CertificateException {
        if (parts.getObjectAt(position) instanceof ASN1OctetString octets && octets.getOctetsLength() == size) {
            return octets.getOctets();
        }
        throw new CertificateException("the certificate's node key has parts of a wrong kind");
    }

    private static ASN1Sequence sequence(PublicKey key, Signature signature) {
        return new DERSequence(
                new DEROctetString[] {new DEROctetString(key.toArray()), new DEROctetString(signature.toArray())});
    }

    private static Hash digest(byte[] subjectPublicKeyInfo) {
        return Hash.tagged(Domain.TLS_BINDING, subjectPublicKeyInfo);
    }
}
