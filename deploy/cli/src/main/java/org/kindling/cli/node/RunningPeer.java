package org.kindling.cli.node;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kindling.peer.shell.Facilities;
import org.kindling.peer.shell.PeerNode;
import org.kindling.peer.shell.PeerOptions;
import org.kindling.peer.shell.RememberedPort;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.peer.shell.api.ApiOptions;
import org.kindling.peer.shell.api.ApiServer;
import org.kindling.protocol.identity.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A peer of this process together with its API; its folder says where that API is. */
public final class RunningPeer implements AutoCloseable {
    /** The file in a peer's folder that says where its API is. */
    public static final String API_FILE = "api.url";

    private static final Logger LOG = LoggerFactory.getLogger(RunningPeer.class);

    private final PeerNode node;
    private final ApiServer api;
    private final Path folder;

    private RunningPeer(PeerNode node, ApiServer api, Path folder) {
        this.node = node;
        this.api = api;
        this.folder = folder;
    }

    /**
     * Starts a peer, then its API.
     *
     * @param apiAt where to serve the API; port 0 for any free one is written as {@link ApiAddress#port}
     */
    public static RunningPeer start(Facilities facilities, PeerOptions options, ApiAddress apiAt) {
        PeerNode node = listening(facilities, options);
        Path url = options.folder().resolve(API_FILE);
        try {
            Files.deleteIfExists(url);
            ApiServer api = Await.done(
                    RememberedPort.in(options.folder().resolve("api.port"))
                            .listen(apiAt.port(), port -> serve(facilities, node, apiAt.on(port)), ApiServer::port),
                    "its API cannot be served at " + apiAt.host() + ":" + apiAt.port());
            Files.writeString(url, api.url() + "\n", StandardCharsets.US_ASCII);
            return new RunningPeer(node, api, options.folder());
        } catch (StartFailed e) {
            Await.done(node.close(), "the peer did not stop");
            throw explained(e, "--api-listen", apiAt.host(), apiAt.port());
        } catch (IOException e) {
            Await.done(node.close(), "the peer did not stop");
            throw new StartFailed("'" + url + "' cannot be written: " + e.getMessage(), e);
        }
    }

    private static PeerNode listening(Facilities facilities, PeerOptions options) {
        try {
            return Await.done(
                    PeerNode.start(facilities, options), "the peer in " + options.folder() + " did not start");
        } catch (StartFailed e) {
            throw explained(e, "--listen", options.host(), options.port());
        }
    }

    private static Future<ApiServer> serve(Facilities facilities, PeerNode node, ApiAddress at) {
        return ApiServer.start(
                facilities.vertx(), node, new ApiOptions(at.host(), at.port(), node.apiToken(), at.names()));
    }

    private static StartFailed explained(StartFailed failure, String option, String host, int port) {
        return ListenFailure.words(failure, option, host, port)
                .map(words -> new StartFailed(words, failure))
                .orElse(failure);
    }

    public PeerNode node() {
        return node;
    }

    public Path folder() {
        return folder;
    }

    public String apiUrl() {
        return api.url();
    }

    public Endpoint endpoint() {
        return node.endpoint();
    }

    public ApiClient client() {
        return new ApiClient(api.url(), node.apiToken());
    }

    /** Says goodbye and closes everything in order. */
    @Override
    public void close() {
        closeAll(List.of(this));
    }

    /** Closes many at once, so that none begins to repair what is meant to end. */
    public static void closeAll(List<RunningPeer> peers) {
        List<Future<Void>> closings = new ArrayList<>();
        for (RunningPeer peer : peers) {
            peer.forgetUrl();
            closings.add(peer.node.close());
            closings.add(peer.api.close());
        }
        Await.done(Future.join(closings), "not every peer stopped");
    }

    /** Nobody shall knock where another program may listen next. */
    private void forgetUrl() {
        try {
            Files.deleteIfExists(folder.resolve(API_FILE));
        } catch (IOException e) {
            LOG.warn("{} cannot be removed and names a place where nobody answers: {}", API_FILE, e.getMessage());
        }
    }

    /** Ends as a power cut would. */
    public void kill() {
        Await.done(node.kill(), "the peer did not die");
        Await.done(api.close(), "the API did not close");
    }

    /**
     * Where an API is served.
     *
     * @param names under which it may be addressed besides loopback, {@code host} and the address a call came in at
     */
    public record ApiAddress(String host, int port, List<String> names) {
        public static final ApiAddress ANY_LOOPBACK_PORT = new ApiAddress("127.0.0.1", 0, List.of());

        public ApiAddress {
            names = List.copyOf(names);
        }

        ApiAddress on(int otherPort) {
            return new ApiAddress(host, otherPort, names);
        }
    }
}
