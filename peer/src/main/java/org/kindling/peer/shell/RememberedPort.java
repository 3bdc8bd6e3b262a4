package org.kindling.peer.shell;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.kindling.peer.shell.disk.PrivateFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port a server chose when it was free to choose, kept in a file, so that it takes the same one next time.
 *
 * <p>Rationale: a network that is started again without a tracker finds itself by the addresses its peers remember, and a page stays where
 * it was bookmarked. A port that another program has taken meanwhile is given up for a free one.
 */
public final class RememberedPort {
    private static final Logger LOG = LoggerFactory.getLogger(RememberedPort.class);
    private static final int ANY = 0;

    private final Path file;

    private RememberedPort(Path file) {
        this.file = file;
    }

    public static RememberedPort in(Path file) {
        return new RememberedPort(file);
    }

    /**
     * Listens where it is wanted or, if the choice is free, where it listened last.
     *
     * @param wanted a port, or 0 for any
     * @param listen starts a server on a port, 0 for any; fails with a {@link BindException} as a cause if the port is taken
     * @param bound the port the server got
     */
    public <S> Future<S> listen(int wanted, IntFunction<Future<S>> listen, ToIntFunction<S> bound) {
        if (wanted != ANY) {
            return listen.apply(wanted);
        }
        int last = last();
        Future<S> listening = listen.apply(last);
        return last == ANY
                ? listening.map(server -> remember(server, bound))
                : listening.recover(failure -> isPortTaken(failure)
                        ? listen.apply(ANY).map(server -> remember(server, bound))
                        : Future.failedFuture(failure));
    }

    /** Whether this is, in the end, a port that somebody else has. */
    public static boolean isPortTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private int last() {
        if (!Files.exists(file)) {
            return ANY;
        }
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : ANY;
            return port <= 65_535 ? port : ANY;
        } catch (IOException e) {
            LOG.warn("{} cannot be read, so another port is chosen: {}", file, e.getMessage());
            return ANY;
        }
    }

    private <S> S remember(S server, ToIntFunction<S> bound) {
        int port = bound.applyAsInt(server);
        try {
            PrivateFiles.write(file, (port + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.warn("{} cannot be written, so port {} will not be remembered: {}", file, port, e.getMessage());
        }
        return server;
    }
}
