package org.kindling.cli.node;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Which port each member of a local network uses, kept in a file.
 *
 * <p>Rationale: a network that is started again without a tracker finds itself by the addresses its peers remember, so they must not change.
 */
public final class Ports {
    private final Path file;
    private final Properties chosen = new Properties();

    private Ports(Path file) {
        this.file = file;
    }

    /** Those kept in this file, or none yet. */
    public static Ports in(Path file) {
        Ports ports = new Ports(file);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                ports.chosen.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ports;
    }

    /** The port of this member: the one it had, or a free one that it keeps from now on. */
    public int of(String member) {
        String known = chosen.getProperty(member);
        if (known != null && known.matches("[0-9]{1,5}")) {
            return Integer.parseInt(known);
        }
        int port = free();
        chosen.setProperty(member, Integer.toString(port));
        save();
        return port;
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save() {
        try (Writer writer = Files.newBufferedWriter(file)) {
            chosen.store(writer, "ports of this local network");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
