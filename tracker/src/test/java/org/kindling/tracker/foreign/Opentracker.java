package org.kindling.tracker.foreign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.tracker.FreePort;
import org.kindling.tracker.Patience;

/**
 * Debian's opentracker, a program nobody here wrote, as a process of its own on loopback: TCP and UDP at one port. Debian's serves the swarms that are named to it, and no
 * others.
 */
public final class Opentracker implements AutoCloseable {
    private static final String PROGRAM = "/usr/bin/opentracker";
    private static final String WHITELIST = "whitelist.txt";

    private final Program program;
    private final int port;

    private Opentracker(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    /** @param folder where it may live; it locks itself in there and becomes somebody without rights */
    public static Opentracker begin(Path folder, InfoHash served) throws IOException {
        Path home = Files.createDirectories(folder);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve(WHITELIST), served.bytes().hex() + "\n", US_ASCII);
        int port = FreePort.take();
        String at = String.valueOf(port);
        Program program = Program.start(
                "opentracker",
                home,
                List.of(PROGRAM, "-i", "127.0.0.1", "-p", at, "-P", at, "-d", home.toString(), "-w", WHITELIST));
        Opentracker tracker = new Opentracker(program, port);
        Patience.until("opentracker listens", () -> program.isRunning() && tracker.isListening());
        return tracker;
    }

    private boolean isListening() {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return caller.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where it listens, over TCP and UDP. */
    public int port() {
        return port;
    }

    /** How it is asked over HTTP. */
    public String http() {
        return "http://127.0.0.1:" + port + "/announce";
    }

    /** How it is asked over UDP. */
    public String udp() {
        return "udp://127.0.0.1:" + port;
    }

    /** SIGKILL, to this very process. */
    public void kill() {
        program.kill();
    }

    /** Whether nobody has ended it. */
    public boolean isAlive() {
        return program.isAlive();
    }

    @Override
    public void close() {
        kill();
    }
}
