package org.kindling.tracker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.kindling.protocol.identity.Endpoint;

/**
 * A port for whoever must know it before listening there, or come back to it. One that the system gave and took back
 * is soon given to somebody else; these it gives to nobody, for it gives none below 32768 (RFC 6335 section 6: 49152),
 * and other tests of this machine keep off them until this program has ended.
 */
public final class FreePort {
    private static final int LOWEST = 20_000;
    private static final int COUNT = 12_000;
    private static final FileChannel TAKEN = open();

    private FreePort() {}

    /** Free over TCP and over UDP. */
    public static int take() {
        int first = ThreadLocalRandom.current().nextInt(COUNT);
        for (int i = 0; i < COUNT; i++) {
            int port = LOWEST + (first + i) % COUNT;
            if (isKept(port) && isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("no port from " + LOWEST + " on is free");
    }

    /** The same of this machine, where it is reached from itself. */
    public static Endpoint place() {
        return new Endpoint("127.0.0.1", take());
    }

    private static boolean isKept(int port) {
        try {
            return TAKEN.tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException ours) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket tcp = new ServerSocket(port, 1, loopback);
                DatagramSocket udp = new DatagramSocket(port, loopback)) {
            return tcp.isBound() && udp.isBound();
        } catch (IOException somebodyElses) {
            return false;
        }
    }

    private static FileChannel open() {
        String name = "kindling-test-ports-" + System.getProperty("user.name");
        try {
            return FileChannel.open(
                    Path.of(System.getProperty("java.io.tmpdir"), name),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
