package org.kindling.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Requests of HTTP byte by byte, over one connection as long as the other end keeps it. */
final class HttpTalk implements Closeable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    HttpTalk(int port) {
        this.port = port;
    }

    /** The status of the answer; its body is read and forgotten. */
    int ask(byte[] request) throws IOException {
        try {
            return askOnce(request);
        } catch (IOException hungUpBetweenRequests) {
            close();
            return askOnce(request);
        }
    }

    private int askOnce(byte[] request) throws IOException {
        Socket here = socket;
        InputStream from = in;
        if (here == null || from == null) {
            here = new Socket(InetAddress.getLoopbackAddress(), port);
            here.setSoTimeout(PATIENCE_MILLIS);
            here.setTcpNoDelay(true);
            from = new BufferedInputStream(here.getInputStream());
            socket = here;
            in = from;
        }
        here.getOutputStream().write(request);
        String head = head(from);
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(lower.substring(at + 16, lower.indexOf("\r\n", at)));
        from.skipNBytes(length);
        if (lower.contains("connection: close") || head.startsWith("HTTP/1.0")) {
            close();
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("hung up after '" + head + "'");
            }
            head.append(new String(new byte[] {(byte) next}, ISO_8859_1));
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }
}
