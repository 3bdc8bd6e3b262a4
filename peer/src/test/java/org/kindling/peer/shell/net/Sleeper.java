package org.kindling.peer.shell.net;

import java.io.IOException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.kindling.protocol.crypto.KeyPair;

/** A well-introduced caller on a plain blocking socket, which reads nothing that it is told. */
final class Sleeper implements AutoCloseable {
    private final SSLSocket socket;

    private Sleeper(SSLSocket socket) {
        this.socket = socket;
    }

    static Sleeper dial(int port) throws Exception {
        SecureRandom chance = new SecureRandom();
        NodeCertificate certificate = NodeCertificate.mint(KeyPair.generate(chance), chance);
        return dial(port, new OneKey(certificate), "TLSv1.3", SecureLayer.PROTOCOL);
    }

    /** @param protocol offered by ALPN; none if empty */
    static Sleeper dial(int port, KeyManager key, String version, String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {key}, new TrustManager[] {new OneCertificateTrust()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        if (!protocol.isEmpty()) {
            parameters.setApplicationProtocols(new String[] {protocol});
        }
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return new Sleeper(socket);
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Waits until it is hung up on. */
    boolean isHungUpOn() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException hungUp) {
            return true;
        }
    }

    boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
