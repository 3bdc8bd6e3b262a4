package org.kindling.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.tracker.FreePort;
import org.kindling.tracker.Patience;

/** Trackers that share one directory, as processes of their own. */
final class TrackerClusterIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private final List<Kindling> running = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() {
        Collections.reverse(running);
        running.forEach(Kindling::close);
    }

    @Test
    void whenATrackerIsKilledTheOthersNameItsPeers() throws Exception {
        List<String> places = freePlaces(3);
        secret("only these three know\n", "rw-------");
        List<Kindling> trackers = new ArrayList<>();
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Kindling tracker = tracker(Map.of(), "--cluster", String.join(",", places), "--cluster-secret", "secret");
            trackers.add(tracker);
            urls.add(tracker.ready().path("tracker").asText());
        }
        for (int i = 0; i < 6; i++) {
            announce(urls.get(i % 3), 7001 + i, "started");
        }
        for (String url : urls) {
            Patience.until("all are known at " + url, () -> leechers(url) == 6);
        }

        trackers.get(0).kill();

        announce(urls.get(1), 7001, "");
        assertThat(leechers(urls.get(1))).isEqualTo(6);
        assertThat(leechers(urls.get(2))).isEqualTo(6);
        announce(urls.get(1), 7001, "stopped");
        announce(urls.get(1), 7010, "started");
        announce(urls.get(1), 7011, "started");
        Patience.until("the two that are left know the newcomers", () -> leechers(urls.get(2)) == 7);
        Patience.until("the loss is told", () -> trackers.get(1).story().contains("lost another tracker"));
        assertThat(trackers.get(2).story()).contains("met another tracker").doesNotContain("Exception");
    }

    @Test
    void aTrackerThatFindsNobodyBeginsAloneAndSaysSo() throws Exception {
        Kindling tracker = tracker(Map.of(), "--cluster", String.join(",", freePlaces(2)));

        String url = tracker.ready().path("tracker").asText();

        assertThat(tracker.story()).contains("began alone in the cluster", "no other tracker with no secret answers");
        announce(url, 7001, "started");
        assertThat(leechers(url)).isEqualTo(1);
        assertThat(tracker.interrupt().exitCode()).isZero();
    }

    @Test
    void aPlaceThatIsTakenIsExplained() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String place = "127.0.0.1:" + taken.getLocalPort();

            Kindling.Said said = tracker(Map.of(), "--cluster", place).end();

            assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED.code());
            assertThat(said.err())
                    .contains(place + " is taken", "choose another port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void whoeverIsNotAmongTheMembersIsToldSo() throws Exception {
        Kindling.Said said =
                tracker(Map.of(), "--cluster", "203.0.113.77,203.0.113.78").end();

        assertThat(said.exitCode()).isEqualTo(ExitCode.FAILED.code());
        assertThat(said.err()).contains("none of 203.0.113.77:5701, 203.0.113.78:5701 is an address of this machine");
    }

    @Test
    void aSecretThatCanBeGuessedIsRefused() throws Exception {
        secret("hello\n", "rw-------");

        Kindling.Said said = tracker(Map.of(), "--cluster", "127.0.0.1", "--cluster-secret", "secret")
                .end();
        Kindling.Said alone = tracker(Map.of(), "--cluster-secret", "secret").end();

        assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(said.err()).contains("holds 5 bytes", "openssl rand");
        assertThat(alone.err()).contains("need --cluster");
    }

    @Test
    void aSecretThatOthersMayReadIsNone() throws Exception {
        secret("only these three know\n", "rw-r--r--");

        Kindling.Said said = tracker(Map.of(), "--cluster", "127.0.0.1", "--cluster-secret", "secret")
                .end();

        assertThat(said.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(said.err()).contains("secret can be read by others; run: chmod 600 secret");
    }

    private void secret(String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), content, US_ASCII);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aTrackerThatIsAloneLoadsNothingOfHazelcast() throws Exception {
        Path aloneClasses = folder.resolve("alone.txt");
        Path clusterClasses = folder.resolve("cluster.txt");

        Kindling alone = tracker(logging(aloneClasses));
        announce(alone.ready().path("tracker").asText(), 7001, "started");
        assertThat(alone.interrupt().exitCode()).isZero();
        Kindling shared = tracker(logging(clusterClasses), "--cluster", String.join(",", freePlaces(1)));
        shared.ready();
        assertThat(shared.interrupt().exitCode()).isZero();

        assertThat(Files.readString(aloneClasses))
                .contains("org.kindling.tracker.directory.Directory ")
                .doesNotContain("com.hazelcast");
        assertThat(Files.readString(clusterClasses)).contains("com.hazelcast.core.Hazelcast ");
    }

    private static Map<String, String> logging(Path classes) {
        return Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes);
    }

    private Kindling tracker(Map<String, String> environment, String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of("tracker", "--listen", "127.0.0.1:0", "--json"));
        line.addAll(List.of(more));
        Kindling tracker = Kindling.start(folder, environment, line.toArray(String[]::new));
        running.add(tracker);
        return tracker;
    }

    private static List<String> freePlaces(int count) {
        return Stream.generate(FreePort::place)
                .limit(count)
                .map(Endpoint::toString)
                .toList();
    }

    private static void announce(String tracker, int port, String event) throws Exception {
        String answer =
                get(tracker + "/announce?info_hash=abcdefghijklmnopqrst&peer_id=-XX0000-abcdefghijkl&left=1&port="
                        + port + "&event=" + event);
        assertThat(answer).doesNotContain("failure reason");
    }

    private static int leechers(String tracker) throws Exception {
        String answer = get(tracker + "/scrape?info_hash=abcdefghijklmnopqrst");
        int at = answer.indexOf("10:incompletei");
        return at < 0
                ? 0
                : Integer.parseInt(answer.substring(at + "10:incompletei".length(), answer.indexOf('e', at + 14)));
    }

    private static String get(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .build();
        return new String(CLIENT.send(request, BodyHandlers.ofByteArray()).body(), ISO_8859_1);
    }
}
