package org.kindling.peer.shell.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.shell.api.OnePeer.body;
import static org.kindling.peer.shell.api.OnePeer.settle;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.peer.boundary.PeerView;
import org.kindling.tracker.gate.WrongGuesses;

/** Who may ask, and who may change something: every combination of what the gate looks at. */
final class GateIT {
    private static final String EVIL = "http://evil.example";

    private OnePeer peer;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        peer = OnePeer.idle(folder);
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
    }

    /** One row of the matrix. */
    private record Row(String verb, boolean ourHost, boolean ourPage, boolean ourToken, boolean ourType) {
        boolean isLegal() {
            return verb.equals("POST") && ourHost && ourPage && ourToken && ourType;
        }

        int status() {
            if (!ourHost) {
                return 421;
            }
            if (!ourPage) {
                return 403;
            }
            if (!verb.equals("POST")) {
                return 405;
            }
            if (!ourToken) {
                return 401;
            }
            return ourType ? 202 : 415;
        }
    }

    private static List<Row> matrix() {
        List<Row> rows = new ArrayList<>();
        for (String verb : List.of("GET", "POST", "PUT")) {
            for (int bits = 0; bits < 16; bits++) {
                rows.add(new Row(verb, (bits & 1) == 0, (bits & 2) == 0, (bits & 4) == 0, (bits & 8) == 0));
            }
        }
        return rows;
    }

    private Spoken send(Row row) throws Exception {
        Request request = peer.request(row.verb(), "/v1/txs")
                .with("Authorization", "Bearer " + (row.ourToken() ? peer.node.apiToken() : "0".repeat(64)))
                .with("Content-Type", row.ourType() ? "application/json" : "text/plain")
                .body(body(peer.payment(0)).getBytes(UTF_8));
        if (!row.ourHost()) {
            request.with("Host", "evil.example:" + peer.address().getPort());
        }
        if (!row.ourPage()) {
            request.with("Origin", EVIL);
        }
        return request.send();
    }

    @Test
    void onlyTheOneLegalRowOfFortyEightChangesAnything() throws Exception {
        List<Row> rows = matrix();

        for (Row row : rows) {
            if (!row.isLegal()) {
                assertThat(send(row).status()).as(row.toString()).isEqualTo(row.status());
                assertThat(waiting()).as(row.toString()).isZero();
            }
        }

        assertThat(rows).hasSize(48).filteredOn(Row::isLegal).hasSize(1);
        assertThat(send(new Row("POST", true, true, true, true)).status()).isEqualTo(202);
        assertThat(waiting()).isEqualTo(1);
    }

    private int waiting() throws Exception {
        return settle(peer.node.ask(PeerView::mempoolSize));
    }

    @Test
    void onlyNamesOfThisMachineAreAnswered() throws Exception {
        int port = peer.address().getPort();

        for (String good : List.of("localhost", "LOCALHOST:" + port, "127.0.0.1", "[::1]:" + port)) {
            assertThat(peer.request("GET", "/livez").with("Host", good).send().status())
                    .as(good)
                    .isEqualTo(200);
        }
        for (String evil : List.of(
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.nip.example",
                "127.0.0.1@evil.example",
                "localhost:x",
                "0.0.0.0:" + port,
                "[::]",
                "localhost:80:80")) {
            Spoken answer = peer.request("GET", "/livez").with("Host", evil).send();
            assertThat(answer.status()).as(evil).isIn(400, 421);
        }
        assertThat(peer.request("GET", "/livez").without("Host").send().status())
                .isIn(400, 421);
        assertThat(peer.request("GET", "/livez")
                        .with("host", "evil.example")
                        .send()
                        .status())
                .isIn(400, 421);
    }

    @Test
    void noOtherPageMayEvenRead() throws Exception {
        Spoken strange = peer.request("GET", "/v1/status").with("Origin", EVIL).send();
        Spoken own = peer.request("GET", "/v1/status")
                .with("Origin", peer.server.url())
                .send();

        assertThat(strange.fault()).isEqualTo("origin");
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.headers()).doesNotContainKey("Access-Control-Allow-Origin");
        assertThat(own.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(own.header("Cache-Control")).isEqualTo("no-store");
        assertThat(peer.change("/v1/instructions/mine")
                        .with("Origin", peer.server.url())
                        .send()
                        .fault())
                .as("a change from our own page")
                .isEqualTo("origin");
    }

    @Test
    void otherMethodsAreNamedAndRefused() throws Exception {
        for (String method : List.of("HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH")) {
            Spoken reading = peer.request(method, "/v1/status").send();
            Spoken changing = peer.request(method, "/v1/txs").send();

            assertThat(reading.status()).as(method).isEqualTo(405);
            assertThat(reading.header("Allow")).isEqualTo("GET");
            assertThat(changing.header("Allow")).isEqualTo("POST");
            assertThat(changing.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(peer.request(method, "/nothing").send().status())
                    .as(method)
                    .isEqualTo(404);
        }
        assertThat(peer.request("OPTIONS", "/v1/status").send().fault()).isEqualTo("method");
        assertThat(peer.request("POST", "/v1/status").send().fault()).isEqualTo("method");
    }

    @Test
    void aMissingTokenIsSaidAtOnceAndAWrongOneIsNotTriedManyTimesAtOnce() throws Exception {
        Spoken missing = peer.request("POST", "/v1/txs").send();

        assertThat(missing.fault()).isEqualTo("token");
        assertThat(missing.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(missing.json().getString("detail")).contains("api.token");
        for (int i = 0; i < WrongGuesses.WAITING_MAX; i++) {
            peer.request("POST", "/v1/txs")
                    .with("Authorization", "Bearer wrong" + i)
                    .open();
        }
        assertThat(peer.request("POST", "/v1/txs")
                        .with("Authorization", "Bearer one more")
                        .send()
                        .status())
                .isEqualTo(429);
    }

    @Test
    void theRightTokenIsTakenHoweverManyWrongOnesWait() throws Exception {
        for (int i = 0; i < WrongGuesses.WAITING_MAX; i++) {
            peer.request("POST", "/v1/txs")
                    .with("Authorization", "Bearer wrong" + i)
                    .open();
        }
        assertThat(peer.request("POST", "/v1/txs")
                        .with("Authorization", "Bearer one more")
                        .send()
                        .status())
                .isEqualTo(429);

        assertThat(peer.post("/v1/txs", body(peer.payment(0))).status()).isEqualTo(202);
    }

    @Test
    void anApiOnEveryAddressNamesOneAtWhichItAnswers() throws Exception {
        ApiServer everywhere = peer.serve(new ApiOptions("0.0.0.0", 0, peer.node.apiToken(), List.of()));
        URI address = URI.create(everywhere.url());

        Spoken answer = new Request(address, "GET", "/livez").send();

        assertThat(address.getHost()).isEqualTo("127.0.0.1");
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void anApiAnswersToTheNamesItWasGiven() throws Exception {
        ApiServer named = peer.serve(
                new ApiOptions("127.0.0.1", 0, peer.node.apiToken(), List.of("Wallet.Example", "2001:db8::7")));
        URI address = URI.create(named.url());

        for (String good : List.of("wallet.example:80", "[2001:db8::7]:80")) {
            assertThat(new Request(address, "GET", "/livez")
                            .with("Host", good)
                            .send()
                            .status())
                    .as(good)
                    .isEqualTo(200);
        }
    }
}
