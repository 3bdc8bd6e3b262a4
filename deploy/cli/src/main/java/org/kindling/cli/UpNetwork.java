package org.kindling.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.kindling.cli.node.Await;
import org.kindling.cli.node.PeerProcess;
import org.kindling.cli.node.RunningPeer;
import org.kindling.cli.node.RunningPeer.ApiAddress;
import org.kindling.peer.shell.Facilities;
import org.kindling.peer.shell.PeerOptions;
import org.kindling.peer.shell.RememberedPort;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;

/** A tracker and peers on this machine, in this process or in processes of their own. */
final class UpNetwork implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int ANY_PORT = 0;

    /** One peer of the network. */
    interface Member {
        Path folder();

        long pid();

        void close();

        /** Whether its API answers. */
        default boolean answers() {
            try {
                Path file = folder().resolve(RunningPeer.API_FILE);
                if (!Files.exists(file)) {
                    return false;
                }
                new ApiClient(Files.readString(file, StandardCharsets.US_ASCII).strip(), "").read("/livez");
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    private final Path data;
    private final NetworkSpec network;
    private final boolean isProcesses;
    private final Vertx vertx = Vertx.vertx();
    private final Facilities facilities = Facilities.around(vertx);
    private final Consumer<String> obituaries;
    private volatile boolean isClosing;
    private final List<Member> members = new ArrayList<>();
    private Optional<Tracker> tracker = Optional.empty();

    /** @param obituaries hears of every peer that ends before the network does; on any thread */
    UpNetwork(Path data, NetworkSpec network, boolean isProcesses, Consumer<String> obituaries) {
        this.obituaries = obituaries;
        this.data = data;
        this.network = network;
        this.isProcesses = isProcesses;
    }

    String startTracker() {
        Tracker started = Await.done(
                RememberedPort.in(data.resolve("tracker.port")).listen(ANY_PORT, this::tracker, UpNetwork::port),
                "the tracker did not start");
        tracker = Optional.of(started);
        return started.url();
    }

    private Future<Tracker> tracker(int port) {
        return Tracker.start(vertx, TrackerOptions.standard().listeningOn(HOST, port));
    }

    private static int port(Tracker tracker) {
        return URI.create(tracker.url()).getPort();
    }

    /** Without a tracker, a peer that has no memories yet is introduced to the first one by a capsule. */
    void startPeer(int number, Optional<String> trackerUrl) {
        Path folder = data.resolve("peer-" + number);
        Optional<String> introduction = trackerUrl.isEmpty() && number > 1 ? Optional.of(capsule()) : Optional.empty();
        members.add(isProcesses ? process(folder, trackerUrl, introduction) : here(folder, trackerUrl, introduction));
    }

    List<Member> members() {
        return members;
    }

    private Member here(Path folder, Optional<String> trackerUrl, Optional<String> introduction) {
        PeerOptions options = PeerOptions.in(folder)
                .of(network)
                .asking(trackerUrl.stream().toList())
                .mining();
        if (introduction.isPresent()) {
            options = options.invitedBy(parse(introduction.get()));
        }
        RunningPeer peer = RunningPeer.start(facilities, options, ApiAddress.ANY_LOOPBACK_PORT);
        peer.node().stopped().onFailure(failure -> mourn("the peer in " + folder + " ended: " + failure.getMessage()));
        return new Member() {
            @Override
            public Path folder() {
                return folder;
            }

            @Override
            public long pid() {
                return ProcessHandle.current().pid();
            }

            @Override
            public void close() {
                peer.close();
            }
        };
    }

    private Member process(Path folder, Optional<String> trackerUrl, Optional<String> introduction) {
        List<String> arguments =
                new ArrayList<>(List.of("peer", "--data", folder.toString(), "--network", data.toString(), "--mine"));
        trackerUrl.ifPresent(url -> arguments.addAll(List.of("--tracker", url)));
        introduction.ifPresent(capsule -> arguments.addAll(List.of("--join", capsule)));
        forgetOldAddress(folder);
        PeerProcess process = PeerProcess.start(Main.class.getName(), folder, arguments);
        process.onExit(
                () -> mourn("the peer in " + folder + " ended; its last words are in " + folder.resolve("peer.log")));
        return new Member() {
            @Override
            public Path folder() {
                return folder;
            }

            @Override
            public long pid() {
                return process.pid();
            }

            @Override
            public void close() {
                process.close();
            }
        };
    }

    private void mourn(String words) {
        if (!isClosing) {
            obituaries.accept(words);
        }
    }

    private static void forgetOldAddress(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(RunningPeer.API_FILE));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "'" + folder + "' cannot be changed: " + e.getMessage(), e);
        }
    }

    private String capsule() {
        Member first = members.get(0);
        WaitOption.until("the first peer to answer", Duration.ofSeconds(60), first::answers);
        try {
            String api = Files.readString(first.folder().resolve(RunningPeer.API_FILE), StandardCharsets.US_ASCII)
                    .strip();
            return new ApiClient(api, "").read("/v1/capsule").path("capsule").asText();
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "the first peer does not answer: " + e.getMessage(), e);
        }
    }

    private static Capsule parse(String text) {
        try {
            return Capsule.parse(text);
        } catch (MalformedException e) {
            throw new IllegalStateException("a peer minted a capsule that cannot be read", e);
        }
    }

    @Override
    public void close() {
        isClosing = true;
        members.parallelStream().forEach(Member::close);
        tracker.ifPresent(running -> Await.done(running.close(), "the tracker did not stop"));
        Await.done(facilities.close(), "the workers did not stop");
        Await.done(vertx.close(), "the event loops did not stop");
    }
}
