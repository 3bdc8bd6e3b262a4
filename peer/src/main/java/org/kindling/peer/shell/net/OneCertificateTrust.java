package org.kindling.peer.shell.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.kindling.protocol.crypto.PublicKey;

/**
 * Accepts exactly one certificate: in date, over an elliptic-curve key, signed by itself, with a valid {@link KeyBinding}. There is no
 * authority and no host name: who the other end may be is decided by its node key.
 */
final class OneCertificateTrust extends X509ExtendedTrustManager {
    /** The proven node key, or why there is none. */
    static PublicKey judge(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 1) {
            throw new CertificateException(chain.length + " certificates instead of one");
        }
        X509Certificate certificate = chain[0];
        certificate.checkValidity();
        if (!certificate.getPublicKey().getAlgorithm().equals("EC")) {
            throw new CertificateException("the certificate's key is of another kind");
        }
        try {
            certificate.verify(certificate.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the certificate is not signed by itself", e);
        }
        return KeyBinding.provenBy(certificate);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        judge(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
