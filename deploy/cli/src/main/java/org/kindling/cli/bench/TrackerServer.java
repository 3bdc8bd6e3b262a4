package org.kindling.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.kindling.cli.node.StartFailed;

/** A running tracker that is measured. Closing ends it if we started it. */
final class TrackerServer implements AutoCloseable {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();
    private static final long PAUSE_MILLIS = 20;
    private static final int HTTP_PORT = 80;

    private final Optional<Process> ours;
    private final Optional<ServerUse> use;
    private final Optional<InetSocketAddress> http;
    private final Optional<InetSocketAddress> udp;

    private TrackerServer(
            Optional<Process> ours,
            Optional<ProcessHandle> process,
            Optional<InetSocketAddress> http,
            Optional<InetSocketAddress> udp) {
        this.ours = ours;
        this.use = process.map(ServerUse::new);
        this.http = http;
        this.udp = udp;
    }

    /** One that we have started, and that answers there over HTTP and UDP. */
    static TrackerServer of(Process ours, InetSocketAddress there) {
        return new TrackerServer(
                Optional.of(ours), Optional.of(ours.toHandle()), Optional.of(there), Optional.of(there));
    }

    /**
     * Somebody else's, wherever it is.
     *
     * @param url {@code udp://HOST:PORT} or {@code http://HOST:PORT/announce}
     * @throws IllegalArgumentException if it is neither
     */
    static TrackerServer at(URI url, Optional<ProcessHandle> process) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean isUdp = scheme.equals("udp");
        if (url.getHost() == null || !isUdp && !scheme.equals("http") || isUdp && url.getPort() < 0) {
            throw new IllegalArgumentException(
                    "'" + url + "' is neither udp://HOST:PORT nor http://HOST:PORT/announce");
        }
        InetSocketAddress address = new InetSocketAddress(url.getHost(), url.getPort() < 0 ? HTTP_PORT : url.getPort());
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("nobody knows where '" + url.getHost() + "' is");
        }
        Optional<InetSocketAddress> there = Optional.of(address);
        return new TrackerServer(
                Optional.empty(), process, isUdp ? Optional.empty() : there, isUdp ? there : Optional.empty());
    }

    Optional<InetSocketAddress> http() {
        return http;
    }

    Optional<InetSocketAddress> udp() {
        return udp;
    }

    /** Nothing of a tracker elsewhere. */
    Optional<ServerUse> use() {
        return use;
    }

    /** Waits until it takes connections. */
    void awaitOpen() throws IOException {
        long endNanos = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try (SocketChannel channel = SocketChannel.open()) {
                channel.connect(http.orElseThrow());
                return;
            } catch (IOException closed) {
                if (System.nanoTime() > endNanos) {
                    throw closed;
                }
            }
            settle(PAUSE_MILLIS);
        }
    }

    /** Lets it be for a while. */
    void settle(long millis) throws IOException {
        try {
            if (ours.isPresent() && ours.get().waitFor(millis, TimeUnit.MILLISECONDS)) {
                throw new IOException("the tracker ended with " + ours.get().exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while measuring", e);
        }
    }

    @Override
    public void close() {
        ours.ifPresent(process -> process.destroyForcibly().onExit().join());
    }
}
