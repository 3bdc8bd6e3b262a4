package org.kindling.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tracker that is measured: one that we start afresh for each load, or one that runs already. */
public final class TrackerSubject {
    /** The file in the folder of opentracker that lists what it serves. */
    public static final String WHITELIST = "whitelist";

    private static final String LOOPBACK = "127.0.0.1";

    /** The script that started this program, if one did. */
    private static final String LAUNCHER = "kindling.launcher";

    private final String name;
    private final Starter starter;

    private interface Starter {
        TrackerServer start() throws IOException;
    }

    private interface Command {
        List<String> at(int port);
    }

    private TrackerSubject(String name, Starter starter) {
        this.name = name;
        this.starter = starter;
    }

    /**
     * Ours, as the launcher starts it; without a launcher in a JVM like this one.
     *
     * @param folder for what it says
     */
    public static TrackerSubject kindling(Path folder) {
        List<String> command = new ArrayList<>();
        String launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-XX:+UseSerialGC");
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.kindling.cli.Main"));
        } else {
            command.add(launcher);
        }
        return program("kindling", folder, port -> {
            List<String> whole = new ArrayList<>(command);
            whole.addAll(List.of("tracker", "--listen", LOOPBACK + ":" + port));
            return whole;
        });
    }

    /**
     * The one of Debian, if it is there.
     *
     * @param named a path, or a name to be found on the PATH
     * @param folder with the file {@link #WHITELIST}; it is all the program sees of the disk if root starts it
     */
    public static Optional<TrackerSubject> opentracker(String named, Path folder) {
        return find(named)
                .map(path -> program("opentracker", folder, port -> {
                    String number = Integer.toString(port);
                    return List.of(
                            path, "-i", LOOPBACK, "-p", number, "-P", number, "-d", folder.toString(), "-w", WHITELIST);
                }));
    }

    /** The one of npm, if it is there. */
    public static Optional<TrackerSubject> bittorrentTracker(String named, Path folder) {
        String host = "-hostname=" + LOOPBACK;
        return find(named)
                .map(path -> program(
                        "bittorrent-tracker",
                        folder,
                        port -> List.of(
                                path,
                                "--http",
                                "--udp",
                                "--silent",
                                "--http" + host,
                                "--udp" + host,
                                "--port=" + port)));
    }

    /**
     * Somebody else's, wherever it is.
     *
     * @param url {@code udp://HOST:PORT} or {@code http://HOST:PORT/announce}
     * @throws IllegalArgumentException if it is neither
     */
    public static TrackerSubject running(URI url, Optional<ProcessHandle> process) {
        TrackerServer server = TrackerServer.at(url, process);
        return new TrackerSubject(url.toString(), () -> server);
    }

    String name() {
        return name;
    }

    TrackerServer start() throws IOException {
        return starter.start();
    }

    private static TrackerSubject program(String name, Path folder, Command command) {
        return new TrackerSubject(name, () -> start(name, folder, command));
    }

    /** Starts it and waits until it takes connections. */
    private static TrackerServer start(String name, Path folder, Command command) throws IOException {
        int port = freePort();
        Path log = folder.resolve(name + ".log");
        Process process = new ProcessBuilder(command.at(port))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TrackerServer server = TrackerServer.of(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try {
            server.awaitOpen();
            return server;
        } catch (IOException unheard) {
            server.close();
            throw new IOException(name + " did not begin to listen; it said: " + Files.readString(log), unheard);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Optional<String> find(String named) {
        if (named.indexOf('/') >= 0) {
            Path path = Path.of(named).toAbsolutePath();
            return Optional.of(path.toString()).filter(there -> Files.isExecutable(path));
        }
        String folders = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String folder : folders.split(":", -1)) {
            Path program = Path.of(folder, named);
            if (Files.isExecutable(program)) {
                return Optional.of(program.toString());
            }
        }
        return Optional.empty();
    }
}
