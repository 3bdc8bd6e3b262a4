package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.identity.Capsule;
import org.kindling.tracker.Patience;

/** One peer as a process, and what its options promise. */
final class PeerIT {
    @TempDir
    private Path folder;

    private final List<Kindling> running = new ArrayList<>();

    @BeforeEach
    void aNetworkIsFounded() throws Exception {
        Kindling.ask(folder, "network", "create", "village", "--out", "village", "--prefix", "vi", "--json");
    }

    @AfterEach
    void nothingIsLeftRunning() {
        running.forEach(Kindling::close);
    }

    @Test
    void anApiServedEverywhereIsReachedOnLoopbackAndUnderTheNamesItWasGiven() throws Exception {
        JsonNode ready = begin("--api-listen", "0.0.0.0:0", "--api-host", "village.example")
                .ready();

        assertThat(Kindling.ask(folder, "status", "--data", "me", "--json").path("node"))
                .isEqualTo(ready.path("node"));
        int port = URI.create(ready.path("api").asText()).getPort();
        assertThat(answerTo(port, "village.example")).startsWith("HTTP/1.1 200");
        assertThat(answerTo(port, "elsewhere.example")).startsWith("HTTP/1.1 421");
    }

    @Test
    void anInvitationNamesAsManyTrackersAsThereIsRoomFor() throws Exception {
        String[] trackers = Stream.of("a", "b", "c", "d")
                .flatMap(name -> Stream.of("--tracker", "http://127.0.0.1:1/" + name.repeat(150)))
                .toArray(String[]::new);

        JsonNode ready = begin(trackers).ready();

        Capsule capsule = Capsule.parse(ready.path("capsule").asText());
        assertThat(capsule.trackers()).hasSizeBetween(1, 3);
        assertThat(capsule.doors()).isNotEmpty();
    }

    @Test
    void aResumedPeerMinesForAnAddressOfItsNetworkWhateverItsPrefix() throws Exception {
        String alice = Kindling.ask(folder, "wallet", "new", "alice.wallet", "--prefix", "vi", "--json")
                .path("address")
                .asText();
        Kindling first = begin();
        first.ready();
        first.interrupt();

        Kindling resumed = start("peer", "--data", "me", "--mine", "--reward-to", alice, "--json");
        resumed.ready();

        Patience.until(
                "alice has mined",
                () -> Kindling.api(folder.resolve("me"))
                                .read("/v1/accounts/" + alice)
                                .path("balance")
                                .asLong()
                        > 0);
    }

    @Test
    void aPeerSaysWhomItAsksAndWhetherItMines() throws Exception {
        Kindling first = begin("--mine", "--tracker", "http://127.0.0.1:1");
        JsonNode asking = first.ready();
        first.interrupt();

        JsonNode resumed = start("peer", "--data", "me", "--json").ready();

        assertThat(asking.path("trackers")).extracting(JsonNode::asText).containsExactly("http://127.0.0.1:1");
        assertThat(asking.path("mining").asBoolean()).isTrue();
        assertThat(resumed.path("trackers")).isEmpty();
        assertThat(resumed.path("mining").asBoolean(true)).isFalse();
        assertThat(Kindling.ask(folder, "status", "--data", "me", "--json")
                        .path("mining")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void aPeerThatLeftDoesNotSayWhereItsApiWas() throws Exception {
        Kindling peer = begin();
        peer.ready();
        assertThat(folder.resolve("me").resolve("api.url")).exists();

        Kindling.Said said = peer.interrupt();

        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(folder.resolve("me").resolve("api.url")).doesNotExist();
    }

    @Test
    void whoGotThePortOfAKilledPeerDoesNotGetItsToken() throws Exception {
        Kindling peer = begin();
        peer.ready();
        peer.kill();
        AtomicReference<String> sent = new AtomicReference<>("");
        HttpServer stranger = stranger(sent);
        try {
            Files.writeString(
                    folder.resolve("me").resolve("api.url"),
                    "http://127.0.0.1:" + stranger.getAddress().getPort());

            Kindling.Said said = Kindling.run(
                    folder, "wallet", "send", "village/founder.wallet", "--notarise", "me/api.url", "--data", "me");

            assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.NOT_READY.code());
            assertThat(said.err()).contains("another peer");
            assertThat(sent.get()).contains("/v1/network").doesNotContain("Authorization");
        } finally {
            stranger.stop(0);
        }
    }

    /** Says what any peer of that network says, and notes what it is told. */
    private static HttpServer stranger(AtomicReference<String> sent) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String heads = String.join(" ", exchange.getRequestHeaders().keySet());
            sent.updateAndGet(before -> before + exchange.getRequestURI() + " " + heads + "\n");
            byte[] answer = ("{\"id\":\"" + "0".repeat(64)
                            + "\",\"addressPrefix\":\"vi\",\"branch\":0,\"feePerKibMin\":1,\"nextNonce\":0,\"height\":0,\"node\":\""
                            + "0".repeat(40) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        server.start();
        return server;
    }

    private static String answerTo(int port, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET /v1/head HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Kindling begin(String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of("peer", "--network", "village", "--data", "me", "--json"));
        line.addAll(Arrays.asList(more));
        return start(line.toArray(String[]::new));
    }

    private Kindling start(String... line) throws IOException {
        Kindling process = Kindling.start(folder, line);
        running.add(process);
        return process;
    }
}
