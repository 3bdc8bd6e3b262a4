package org.kindling.peer.shell;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.kindling.protocol.identity.Endpoint;

/** A SOCKS5 proxy (RFC 1928, no authentication) on loopback that knows every name as this machine and writes down who was asked for. */
final class RecordingProxy implements AutoCloseable {
    private static final int NAME = 3;
    private static final int IPV4 = 1;
    private static final int IPV4_BYTES = 4;
    private static final byte[] WELCOME = {5, 0};
    private static final byte[] CONNECTED = {5, 0, 0, 1, 0, 0, 0, 0, 0, 0};

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> portsUsed = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    RecordingProxy() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", server.getLocalPort());
    }

    /** Everybody it was asked to call, as he was named. */
    List<String> asked() {
        return asked;
    }

    /** The ports of its own calls. */
    List<Integer> portsUsed() {
        return portsUsed;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                open.add(caller);
                threads.execute(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try {
            DataInputStream in = new DataInputStream(caller.getInputStream());
            in.readByte();
            in.readFully(new byte[in.readUnsignedByte()]);
            caller.getOutputStream().write(WELCOME);
            in.readFully(new byte[3]);
            String host = host(in);
            int port = in.readUnsignedShort();
            asked.add(host + ":" + port);
            Socket called = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(called);
            portsUsed.add(called.getLocalPort());
            caller.getOutputStream().write(CONNECTED);
            threads.execute(() -> pump(called, caller));
            pump(caller, called);
        } catch (IOException gone) {
            hangUp(caller);
        }
    }

    private static String host(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        byte[] host = new byte[kind == NAME ? in.readUnsignedByte() : kind == IPV4 ? IPV4_BYTES : 4 * IPV4_BYTES];
        in.readFully(host);
        return kind == NAME
                ? new String(host, StandardCharsets.US_ASCII)
                : InetAddress.getByAddress(host).getHostAddress();
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException gone) {
            hangUp(from);
            hangUp(to);
        }
    }

    private static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(RecordingProxy::hangUp);
        threads.shutdownNow();
    }
}
