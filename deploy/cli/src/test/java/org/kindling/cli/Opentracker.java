package org.kindling.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.kindling.protocol.bittorrent.InfoHash;

/**
 * Debian's opentracker, a program nobody here wrote, as a process of its own on loopback: TCP and UDP at one port. Debian's serves the swarms that are named to it, and no
 * others.
 */
final class Opentracker implements AutoCloseable {
    private static final String PROGRAM = "/usr/bin/opentracker";
    private static final String WHITELIST = "whitelist.txt";

    private final Process process;
    private final int port;

    private Opentracker(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param folder where it may live; it locks itself in there and becomes somebody without rights */
    static Opentracker begin(Path folder, InfoHash served) throws Exception {
        Path home = Files.createDirectories(folder);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve(WHITELIST), served + "\n", US_ASCII);
        int port = freePort();
        String at = String.valueOf(port);
        File log = home.resolve("log.txt").toFile();
        Process process = new ProcessBuilder(
                        List.of(PROGRAM, "-i", "127.0.0.1", "-p", at, "-P", at, "-d", home.toString(), "-w", WHITELIST))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        Opentracker tracker = new Opentracker(process, port);
        Patience.until("opentracker listens", () -> tracker.isListening() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException(
                    "opentracker ended with " + process.exitValue() + ": " + Files.readString(log.toPath()));
        }
        return tracker;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isListening() {
        try (Socket caller = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return caller.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** How it is asked over HTTP. */
    String http() {
        return "http://127.0.0.1:" + port + "/announce";
    }

    /** How it is asked over UDP. */
    String udp() {
        return "udp://127.0.0.1:" + port;
    }

    /** SIGKILL, to this very process. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
    }
}
