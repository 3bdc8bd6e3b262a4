package org.kindling.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.shell.disk.FolderLock;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.tracker.FreePort;

/** An operator, his tracker, and the command between them. */
final class TrackerNetworksIT {
    private static final NetworkId OTHER = new NetworkId(Hash.sha256(new byte[] {7}));

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void whatATrackerServesIsChosenWhileItRunsAndKeptWhenItIsKilled() throws Exception {
        NetworkSpec village = village();
        String data = folder.resolve("t").toString();
        String spec = folder.resolve("village").toString();
        try (Kindling tracker = start("--data", data, "--only", spec)) {
            String url = tracker.ready().path("tracker").asText();
            assertThat(announce(url, village.id())).contains("8:interval");
            assertThat(announce(url, OTHER)).contains("failure reason");

            Spoken added = Spoken.by("tracker", "networks", "add", OTHER.hex(), "--data", data, "--json");

            assertThat(added.exitCode()).as(added.err()).isZero();
            assertThat(announce(url, OTHER)).contains("8:interval");
        }
        try (Kindling tracker = start("--data", data)) {
            String url = tracker.ready().path("tracker").asText();
            assertThat(announce(url, new NetworkId(Hash.ZERO))).contains("failure reason");

            JsonNode told = listed("tracker", "networks", "--data", data, "--json");

            assertThat(told.path("mode").asText()).isEqualTo("whitelist");
            assertThat(told.path("networks")).hasSize(2);
            assertThat(told.path("networks").findValuesAsText("network"))
                    .containsExactlyInAnyOrder(village.id().hex(), OTHER.hex());
            assertThat(Spoken.by("tracker", "networks", "remove", spec, "--data", data)
                            .out())
                    .contains("1 network is on the whitelist");
            assertThat(Spoken.by("tracker", "networks", "remove", OTHER.hex(), "--data", data)
                            .out())
                    .contains("nobody is served");
            assertThat(Spoken.by("tracker", "networks", "add", OTHER.hex(), "--data", data)
                            .exitCode())
                    .isZero();
            assertThat(Spoken.by("tracker", "networks", "mode", "open", "--data", data)
                            .out())
                    .startsWith("open: every network is served");
            assertThat(Spoken.by("tracker", "networks", "drop", OTHER.hex(), "--data", data)
                            .out())
                    .startsWith("forgotten: 0 peers");
            assertThat(Spoken.by("tracker", "networks", "--data", data).out()).contains(OTHER.hex());
        }
        for (String name : List.of("networks", "admin.token", "admin.url", "tracker.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("t/" + name))))
                    .as(name)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void whoHasNoFolderIsServedByAddressAndToken() throws Exception {
        try (Kindling tracker = start("--admin", "127.0.0.1:0")) {
            JsonNode ready = tracker.ready();
            String at = ready.path("admin").asText().substring("http://".length());
            String token = ready.path("adminToken").asText();
            Path wrong = Files.writeString(folder.resolve("wrong"), "nonsense");

            assertThat(listed("tracker", "networks", "--admin", at, "--token-file", token, "--json")
                            .path("mode"))
                    .hasToString("\"open\"");
            refused(ExitCode.USAGE, "--token-file", "tracker", "networks", "--admin", at);
            refused(ExitCode.REFUSED, "admin.token", "tracker", "networks", "--admin", at, "--token-file", "" + wrong);
            tracker.interrupt();
            assertThat(Path.of(token)).doesNotExist();
        }
    }

    @Test
    void whatIsToBeServedIsKeptOnlyIfTheTrackerStarts() throws Exception {
        String data = folder.resolve("t").toString();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String place = "127.0.0.1:" + taken.getLocalPort();
            Path kept = folder.resolve("t/networks");

            List<Kindling.Said> refused = List.of(
                    start("--data", data, "--only", OTHER.hex(), "--cluster-secret", "s")
                            .end(),
                    start("--data", data, "--only", OTHER.hex(), "--admin", place)
                            .end(),
                    Kindling.run(folder, "tracker", "--listen", place, "--data", data, "--only", OTHER.hex()));

            assertThat(refused).allSatisfy(said -> assertThat(said.exitCode()).isNotZero());
            assertThat(refused.get(2).err()).contains("--listen");
            assertThat(kept).doesNotExist();
            try (Kindling tracker = start("--data", data, "--only", OTHER.hex())) {
                tracker.ready();
                assertThat(kept).content().contains(OTHER.hex());
            }
        }
    }

    @Test
    void aFolderBelongsToOneTrackerAtATime() throws Exception {
        String data = folder.resolve("t").toString();
        try (Kindling tracker = start("--data", data)) {
            tracker.ready();

            Kindling.Said second = start("--data", data).end();

            assertThat(second.exitCode()).isEqualTo(ExitCode.REFUSED.code());
            assertThat(second.err())
                    .contains("is in use by another tracker (process " + tracker.pid() + ")", "choose another")
                    .doesNotContain("\tat ");
            assertThat(listed("tracker", "networks", "--data", data, "--json").path("mode"))
                    .hasToString("\"open\"");
        }
    }

    /** Whatever listens there now: the tracker was killed, and its port was given to somebody. */
    @Test
    void nobodyGetsTheTokenButTheTrackerThatHasTheFolder() throws Exception {
        String data = folder.resolve("t").toString();
        try (Kindling tracker =
                start("--data", data, "--admin", FreePort.place().toString())) {
            tracker.ready();
            tracker.kill();
        }
        URI left = URI.create(Files.readString(folder.resolve("t/admin.url")).strip());
        try (ServerSocket somebody = new ServerSocket(left.getPort(), 1, InetAddress.getLoopbackAddress())) {
            somebody.setSoTimeout(1);

            refused(ExitCode.NOT_READY, "is not running; start it", "tracker", "networks", "--data", data);

            assertThatThrownBy(somebody::accept).isInstanceOf(SocketTimeoutException.class);
        }
        try (Kindling again = start("--data", data)) {
            again.ready();
            assertThat(listed("tracker", "networks", "--data", data, "--json").path("mode"))
                    .hasToString("\"open\"");
        }
    }

    /** The killed one's address is still there when the command begins, and held up at the token, it goes on when the next one has the folder. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aTrackerThatTakesTheFolderWhileTheCommandRunsGetsTheTokenAndNobodyElse() throws Exception {
        Path home = Files.createDirectory(folder.resolve("t"));
        Path pipe = home.resolve(TrackerOwner.TOKEN_FILE);
        Path url = home.resolve(TrackerOwner.URL_FILE);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SingleAnswers next = new SingleAnswers(Map.of("/v1/networks", "{\"mode\":\"open\"}"))) {
            somebody.setSoTimeout(1);
            Files.writeString(url, "http://127.0.0.1:" + somebody.getLocalPort());
            try (Kindling command = Kindling.start(folder, "tracker", "networks", "--data", "t", "--json");
                    OutputStream token = assertTimeoutPreemptively(PATIENCE, () -> Files.newOutputStream(pipe, WRITE));
                    FolderLock taken = FolderLock.take(home, "tracker", () -> Files.writeString(url, next.url()))) {
                token.write("secret".getBytes(US_ASCII));
                token.close();

                Kindling.Said said = command.end();

                assertThat(said.json().path("mode")).as(said.err()).hasToString("\"open\"");
                assertThatThrownBy(somebody::accept).isInstanceOf(SocketTimeoutException.class);
                assertThat(taken).isNotNull();
            }
        }
    }

    @Test
    void whatCannotBeAskedForIsMetWithASentence() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "nonsense");
        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        Files.writeString(damaged.resolve("networks"), "whitelist\nabc\n");

        refused(ExitCode.USAGE, "which tracker is meant", "tracker", "networks");
        refused(ExitCode.USAGE, "neither a network id", "tracker", "networks", "add", "abc", "--data", "t");
        refused(ExitCode.USAGE, "neither a network id", "tracker", "--only", "abc");
        refused(ExitCode.USAGE, "not HOST:PORT", "tracker", "networks", "--admin", "here", "--token-file", "" + wrong);
        refused(ExitCode.NOT_READY, "running tracker", "tracker", "networks", "--data", folder.toString());
        refused(
                ExitCode.NOT_READY,
                "no tracker answers",
                "tracker",
                "networks",
                "--admin",
                "127.0.0.1:1",
                "--token-file",
                "" + wrong);
        refused(ExitCode.FAILED, "does not say which networks", "tracker", "--data", damaged.toString());
    }

    private Kindling start(String... more) throws Exception {
        String[] line = new String[more.length + 4];
        System.arraycopy(new String[] {"tracker", "--listen", "127.0.0.1:0", "--json"}, 0, line, 0, 4);
        System.arraycopy(more, 0, line, 4, more.length);
        return Kindling.start(folder, line);
    }

    private NetworkSpec village() {
        NetworkSpec village = NetworkFiles.spec(new NetworkFiles.Plan(
                "village",
                "kd",
                1_800_000_000_000L,
                10_000,
                3_600_000,
                100,
                50,
                NetworkFiles.devAllocations("v", 1, 1)));
        NetworkFiles.write(folder.resolve("village"), village);
        return village;
    }

    private static JsonNode listed(String... line) throws Exception {
        Spoken spoken = Spoken.by(line);
        assertThat(spoken.exitCode()).as(spoken.err()).isZero();
        return new ObjectMapper().readTree(spoken.out());
    }

    private static void refused(ExitCode code, String words, String... line) {
        Spoken spoken = Spoken.by(line);

        assertThat(spoken.err()).contains(words);
        assertThat(spoken.exitCode()).isEqualTo(code.code());
    }

    private static String announce(String tracker, NetworkId network) throws Exception {
        String hash = InfoHash.of(network).bytes().hex().replaceAll("(..)", "%$1");
        URI place =
                URI.create(tracker + "/announce?info_hash=" + hash + "&peer_id=-XX0000-abcdefghijkl&port=6881&left=0");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(place).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
