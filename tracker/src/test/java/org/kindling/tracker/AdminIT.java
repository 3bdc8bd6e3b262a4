package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.bittorrent.HttpReplyReader;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.TrackerAnswer;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.tracker.admin.AdminOptions;
import org.kindling.tracker.directory.ServedNetworks;
import org.kindling.tracker.directory.ServedNetworks.Choice;
import org.kindling.tracker.gate.HostNames;

/** The operator of a tracker, and others who would like to be. */
@Timeout(60)
final class AdminIT {
    private static final String TOKEN = "0123456789abcdef";
    private static final String NETWORK = Caller.NETWORK.hex();
    private static final String OWNER = "Authorization: Bearer " + TOKEN + "\r\n";
    private static final String JSON = OWNER + "Content-Type: application/json\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final ServedNetworks served = new ServedNetworks(Choice.open());
    private final List<Choice> kept = new ArrayList<>();
    private final CountDownLatch disk = new CountDownLatch(1);
    private boolean isDiskFull;
    private boolean isDiskSlow;
    private Tracker tracker;
    private URI admin;
    private Caller alice;

    @BeforeEach
    void start() {
        tracker = Running.now(Tracker.start(vertx, TrackerOptions.standard().serving(served)));
        AdminOptions options =
                new AdminOptions(new HostNames("127.0.0.1", List.of()), 0, TOKEN, "the test", served, this::keep);
        admin = URI.create(Running.now(tracker.administer(options)));
        alice = Caller.of(tracker.url(), 1);
    }

    private void keep(Choice choice) throws IOException {
        if (isDiskFull) {
            throw new IOException("the disk is full");
        }
        if (isDiskSlow) {
            awaitDisk();
        }
        kept.add(choice);
    }

    private void awaitDisk() {
        try {
            assertThat(disk.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new AssertionError("interrupted", stop);
        }
    }

    @AfterEach
    void stop() {
        Running.now(vertx.close());
    }

    @Test
    void networksAreToldByTheirWholeIdsWithWhatIsInThem() throws IOException {
        alice.post(alice.announce(Occasion.STARTED));
        alice.post(alice.announce(Occasion.STARTED));
        alice.get(announce(Caller.NETWORK));

        JsonObject told = body(ask("GET /v1/networks", OWNER, ""));

        assertThat(told.getString("mode")).isEqualTo("open");
        JsonObject network = told.getJsonArray("networks").getJsonObject(0);
        assertThat(network.getString("network")).isEqualTo(NETWORK);
        assertThat(network.getInteger("peers")).isEqualTo(1);
        assertThat(network.getInteger("barePeers")).isEqualTo(1);
        assertThat(network.getLong("announces")).isEqualTo(2);
        assertThat(network.getBoolean("isListed")).isFalse();
    }

    @Test
    void onceThereIsAWhitelistOnlyItsNetworksAreServedInEitherProtocol() throws Exception {
        alice.post(alice.announce(Occasion.STARTED));
        alice.get(announce(Caller.NETWORK));
        ask("PUT /v1/networks/" + Caller.OTHER_NETWORK.hex(), JSON, "");

        String switched = ask("PUT /v1/mode", JSON, "{\"mode\":\"whitelist\"}");

        assertThat(body(switched).getString("mode")).isEqualTo("whitelist");
        assertThat(Running.now(tracker.stats()).peers()).isZero();
        assertThat(Running.now(tracker.stats()).barePeers()).isZero();
        assertThat(Caller.refusal(alice.post(alice.announce(Occasion.STARTED))).reason())
                .isEqualTo("network-not-served");
        assertThat(swarm(Caller.NETWORK)).isInstanceOf(TrackerAnswer.Refused.class);
        assertThat(swarm(Caller.OTHER_NETWORK)).isNotInstanceOf(TrackerAnswer.Refused.class);
        assertThat(Running.now(tracker.stats()).refusals())
                .containsEntry("network-not-served", 1L)
                .containsEntry("swarm-not-served", 1L);
    }

    @Test
    void aNetworkThatIsAddedIsServedAtOnceAndOneThatIsRemovedIsForgottenAtOnce() throws IOException {
        ask("PUT /v1/mode", JSON, "{\"mode\":\"whitelist\"}");

        ask("PUT /v1/networks/" + NETWORK, JSON, "");
        int welcomed = alice.post(alice.announce(Occasion.STARTED)).statusCode();
        ask("DELETE /v1/networks/" + NETWORK, JSON, "");

        assertThat(welcomed).isEqualTo(200);
        assertThat(Running.now(tracker.stats()).peers()).isZero();
        assertThat(alice.post(alice.announce(Occasion.STARTED)).statusCode()).isEqualTo(422);
        assertThat(kept).hasSize(3).last().isEqualTo(Choice.only(List.of()));
    }

    @Test
    void ofTwoWhoAskForTheLastPlaceOnTheListOneIsToldThatItIsFull() throws Exception {
        served.choose(Choice.only(IntStream.range(1, ServedNetworks.LISTED_MAX)
                .mapToObj(AdminIT::network)
                .toList()));
        isDiskSlow = true;

        try (Socket first = begin("PUT /v1/networks/" + NETWORK, JSON);
                Socket second = begin("PUT /v1/networks/" + Caller.OTHER_NETWORK.hex(), JSON)) {
            assertThat(ask("GET /v1/networks", OWNER, "")).startsWith("HTTP/1.1 200 ");
            disk.countDown();

            assertThat(List.of(end(first).substring(9, 12), end(second).substring(9, 12)))
                    .containsExactlyInAnyOrder("200", "409");
        }
        assertThat(served.choice().listed()).hasSize(ServedNetworks.LISTED_MAX);
    }

    private static NetworkId network(int number) {
        return new NetworkId(Hash.sha256(ByteBuffer.allocate(8).putInt(number).array()));
    }

    @Test
    void whoeverIsDroppedMayComeAgain() throws IOException {
        alice.post(alice.announce(Occasion.STARTED));

        JsonObject dropped = body(ask("DELETE /v1/networks/" + NETWORK + "/leases", JSON, ""));
        int empty = Running.now(tracker.stats()).peers();
        int again = alice.post(alice.announce(Occasion.STARTED)).statusCode();

        assertThat(dropped.getInteger("droppedPeers")).isEqualTo(1);
        assertThat(empty).isZero();
        assertThat(again).isEqualTo(200);
    }

    @Test
    void withoutTheTokenNothingIsToldOrDone() throws IOException {
        List<String> refused = new ArrayList<>();
        for (String headers : List.of("", "Authorization: Bearer nonsense\r\n", "Authorization: " + TOKEN + "\r\n")) {
            refused.add(ask("GET /v1/networks", headers, ""));
            refused.add(
                    ask("PUT /v1/mode", headers + "Content-Type: application/json\r\n", "{\"mode\":\"whitelist\"}"));
        }

        assertThat(refused).allSatisfy(answer -> assertThat(answer).startsWith("HTTP/1.1 401 "));
        assertThat(served.choice()).isEqualTo(Choice.open());
        assertThat(kept).isEmpty();
    }

    @Test
    void noPageInABrowserIsAnsweredNorWhoCallsUnderAnotherName() throws IOException {
        String page = ask("GET /v1/networks", OWNER + "Origin: http://evil.example\r\n", "");
        String ownPage =
                ask("PUT /v1/networks/" + NETWORK, JSON + "Origin: http://" + admin.getAuthority() + "\r\n", "");
        String form = ask("PUT /v1/networks/" + NETWORK, OWNER + "Content-Type: text/plain\r\n", "");
        String rebound = askAs("evil.example:" + admin.getPort(), "GET /v1/networks", OWNER, "");

        assertThat(page).startsWith("HTTP/1.1 403 ");
        assertThat(ownPage).startsWith("HTTP/1.1 403 ");
        assertThat(form).startsWith("HTTP/1.1 415 ");
        assertThat(rebound).startsWith("HTTP/1.1 421 ");
        assertThat(kept).isEmpty();
    }

    @Test
    void whatCannotBeReadIsTheCallersMistake() throws IOException {
        assertThat(ask("PUT /v1/networks/abc", JSON, "")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("PUT /v1/networks/" + "g".repeat(64), JSON, "")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("PUT /v1/mode", JSON, "{\"mode\":7}")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("PUT /v1/mode", JSON, "[")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("PUT /v1/mode", JSON, " ".repeat(2_000))).startsWith("HTTP/1.1 413 ");
        assertThat(ask("DELETE /v1/networks/" + NETWORK, JSON, "")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("GET /v1/secrets", OWNER, "")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("DELETE /v1/networks", JSON, "")).startsWith("HTTP/1.1 405 ");
    }

    @Test
    void whatCannotBeKeptIsNotDone() throws IOException {
        isDiskFull = true;

        String answer = ask("PUT /v1/mode", JSON, "{\"mode\":\"whitelist\"}");

        assertThat(answer).startsWith("HTTP/1.1 503 ").contains("the disk is full");
        assertThat(alice.post(alice.announce(Occasion.STARTED)).statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverCallsTheTrackersOwnPortFindsNoAdministration() throws IOException {
        assertThat(alice.get("/v1/mode").statusCode()).isEqualTo(404);
        assertThat(alice.send("PUT", "/v1/networks/" + NETWORK, "application/json", new byte[0])
                        .statusCode())
                .isEqualTo(404);
    }

    private TrackerAnswer<?> swarm(NetworkId network) throws MalformedException {
        return HttpReplyReader.announced(alice.get(announce(network)).body());
    }

    private static String announce(NetworkId network) {
        String hash = InfoHash.of(network).bytes().hex().replaceAll("(..)", "%$1");
        return "/announce?info_hash=" + hash + "&peer_id=-XX0000-abcdefghijkl&port=6881&left=0&event=started";
    }

    private String ask(String line, String headers, String body) throws IOException {
        return askAs(admin.getAuthority(), line, headers, body);
    }

    private String askAs(String host, String line, String headers, String body) throws IOException {
        try (Socket socket = begin(host, line, headers, body)) {
            return end(socket);
        }
    }

    private Socket begin(String line, String headers) throws IOException {
        return begin(admin.getAuthority(), line, headers, "");
    }

    private Socket begin(String host, String line, String headers, String body) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.getPort());
        String request = line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nContent-Length: "
                + body.length() + "\r\n" + headers + "\r\n" + body;
        socket.getOutputStream().write(request.getBytes(UTF_8));
        return socket;
    }

    private static String end(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }

    private static JsonObject body(String answer) {
        return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }
}
