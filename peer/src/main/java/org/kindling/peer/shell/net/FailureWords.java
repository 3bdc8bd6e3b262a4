package org.kindling.peer.shell.net;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.proxy.ProxyConnectException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Printable;

/** What went wrong with a connection, in words for a person. */
public final class FailureWords {
    private static final int CAUSES_MAX = 8;
    private static final int CHARACTERS_MAX = 300;

    private FailureWords() {}

    /** Printable: a failure may quote the other end. */
    public static String of(Throwable failure) {
        return Printable.of(words(failure), CHARACTERS_MAX);
    }

    private static String words(Throwable failure) {
        CertificateException certificate = cause(failure, CertificateException.class);
        if (certificate != null) {
            return "its certificate proves no node key: " + certificate.getMessage();
        }
        if (failure instanceof ConnectTimeoutException || failure instanceof TimeoutException) {
            return "no answer in time";
        }
        if (cause(failure, ProxyConnectException.class) != null) {
            return "it did not get through";
        }
        if (cause(failure, UnknownHostException.class) != null) {
            return "nobody knows this host name";
        }
        if (cause(failure, NoRouteToHostException.class) != null) {
            return "no route to this host";
        }
        if (cause(failure, ConnectException.class) != null) {
            return "connection refused";
        }
        if (failure instanceof ClosedChannelException) {
            return "the other end hung up during the handshake";
        }
        if (failure instanceof SSLException) {
            return "no handshake: " + failure.getMessage();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> kind) {
        @Nullable Throwable current = failure;
        for (int i = 0; i < CAUSES_MAX && current != null; i++) {
            if (kind.isInstance(current)) {
                return kind.cast(current);
            }
            current = current.getCause();
        }
        return null;
    }
}
