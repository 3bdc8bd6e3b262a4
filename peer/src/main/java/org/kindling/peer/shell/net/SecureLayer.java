package org.kindling.peer.shell.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import org.kindling.peer.boundary.Direction;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.PublicKey;

/**
 * Lays TLS 1.3 with mutual authentication over a plain socket (RFC 8446) and says whose node key the other end has proven.
 *
 * <p>The protocol name is one constant for all networks (RFC 7301). Rationale: it travels in the clear, and which network a peer belongs to
 * is nobody else's business.
 * <p>Rationale for laying TLS over an open socket here instead of letting the server do it: connections whose handshake is not over must
 * be counted and limited, and the server shows a connection only afterwards.
 * <p>Java's TLS knows no early data, and engines made without a host name resume no session as a client.
 */
final class SecureLayer {
    static final String PROTOCOL = "kindling/1";

    private static final String TLS = "TLSv1.3";

    private final SSLContext context;
    private final Executor handshakes;
    private final long handshakeMillis;

    /** @param handshakes runs the arithmetic of handshakes */
    SecureLayer(KeyPair node, Executor handshakes, long handshakeMillis) {
        this.context = context(NodeCertificate.mint(node, new SecureRandom()));
        this.handshakes = handshakes;
        this.handshakeMillis = handshakeMillis;
    }

    private static SSLContext context(NodeCertificate certificate) {
        try {
            SSLContext context = SSLContext.getInstance(TLS);
            context.init(
                    new KeyManager[] {new OneKey(certificate)}, new TrustManager[] {new OneCertificateTrust()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java knows no TLS 1.3", e);
        }
    }

    /**
     * Secures a socket nothing was read from yet; the socket stays paused. Called on the thread of the socket.
     *
     * @return the key the other end has proven; fails if there was no handshake, and the socket is closed then
     */
    Future<PublicKey> secure(NetSocketInternal socket, Direction direction) {
        socket.pause();
        socket.exceptionHandler(early -> {});
        SSLEngine engine = engine(direction);
        SslHandler handler = new SslHandler(engine, handshakes);
        handler.setHandshakeTimeoutMillis(handshakeMillis);
        Promise<PublicKey> proven = Promise.promise();
        handler.handshakeFuture().addListener(handshake -> {
            if (handshake.isSuccess()) {
                settle(engine, proven);
            } else {
                proven.fail(handshake.cause());
            }
        });
        Channel channel = socket.channelHandlerContext().channel();
        channel.pipeline().addFirst("ssl", handler).addAfter("ssl", "quiet", new Quiet());
        return proven.future()
                .onSuccess(key -> channel.pipeline().remove("quiet"))
                .onFailure(refused -> HangUp.on(channel));
    }

    private SSLEngine engine(Direction direction) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(direction == Direction.OUTBOUND);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {TLS});
        parameters.setApplicationProtocols(new String[] {PROTOCOL});
        if (direction == Direction.INBOUND) {
            parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static void settle(SSLEngine engine, Promise<PublicKey> proven) {
        try {
            if (!PROTOCOL.equals(engine.getApplicationProtocol())) {
                throw new SSLException("the other end does not speak " + PROTOCOL);
            }
            proven.complete(OneCertificateTrust.judge(chain(engine)));
        } catch (SSLException | CertificateException refused) {
            proven.fail(refused);
        }
    }

    private static X509Certificate[] chain(SSLEngine engine) throws SSLPeerUnverifiedException {
        Certificate[] shown = engine.getSession().getPeerCertificates();
        return Arrays.copyOf(shown, shown.length, X509Certificate[].class);
    }

    /** Keeps a failed handshake from being reported again, with a stack trace, by everything further up. */
    private static final class Quiet extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            HangUp.on(context.channel());
        }
    }
}
