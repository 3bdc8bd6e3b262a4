package org.kindling.peer.shell.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.shell.api.OnePeer.POOR;
import static org.kindling.peer.shell.api.OnePeer.RICH;
import static org.kindling.peer.shell.api.OnePeer.body;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.IdentityReader;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Transaction;

/** The API against its own description. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiIT {
    private static final Hash NOWHERE = Hash.sha256(new byte[] {1});

    private OnePeer peer;
    private ApiDescription description;

    @BeforeAll
    void aPeerMines(@TempDir Path folder) throws Exception {
        peer = OnePeer.mining(folder);
        description = new ApiDescription(peer.get("/openapi.yaml").text());
        peer.until(view -> view.head().height().value() >= 2);
    }

    @AfterAll
    void close() throws Exception {
        peer.close();
    }

    private Spoken get(String path, String asked) throws Exception {
        Spoken answer = peer.get(asked);
        description.holdAgainst("GET", path, answer);
        return answer;
    }

    private Spoken get(String path) throws Exception {
        return get(path, path);
    }

    private Spoken post(String path, String asked, String body) throws Exception {
        Spoken answer = peer.post(asked, body);
        description.holdAgainst("POST", path, answer);
        return answer;
    }

    private Spoken delete(String path, String asked) throws Exception {
        Spoken answer = peer.change("DELETE", asked).send();
        description.holdAgainst("DELETE", path, answer);
        return answer;
    }

    @Test
    void everyDocumentedOperationAnswersAsDocumented() throws Exception {
        theState();
        theChain();
        theTransactions();
        theInvitations();
        theInstructions();
        theBans();
        theRest();

        assertThat(description.seen()).isEqualTo(description.operations());
    }

    @Test
    void aPeerThatKnowsOthersAndReachesNoneIsNotReady(@TempDir Path folder) throws Exception {
        try (OnePeer cutOff = OnePeer.cutOff(folder)) {
            Spoken answer = cutOff.get("/readyz");

            description.holdAgainst("GET", "/readyz", answer);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("alone: none of 1 known peers is linked");
        }
    }

    private void theState() throws Exception {
        assertThat(get("/v1/status").json().getString("node"))
                .isEqualTo(peer.node.node().hex());
        assertThat(get("/v1/network").json().getString("id"))
                .isEqualTo(peer.spec.id().hex());
        assertThat(get("/v1/peers").json().getJsonArray("peers")).isEmpty();
        get("/v1/discovery");
        assertThat(get("/livez").json().getString("status")).isEqualTo("alive");
        assertThat(get("/readyz").json().getString("status")).isEqualTo("ready");
    }

    private void theChain() throws Exception {
        String head = get("/v1/head").json().getString("id");
        assertThat(get("/v1/blocks/{ref}", "/v1/blocks/" + head).json().getBoolean("onBestChain"))
                .isTrue();
        assertThat(get("/v1/blocks/{ref}", "/v1/blocks/1").json().getLong("height"))
                .isEqualTo(1);
        assertThat(get("/v1/blocks/{ref}", "/v1/blocks/0").json().getJsonArray("transactions"))
                .isEmpty();
        assertThat(get("/v1/blocks/{ref}", "/v1/blocks/999999").status()).isEqualTo(404);
        assertThat(get("/v1/blocks/{ref}", "/v1/blocks/" + NOWHERE.hex()).status())
                .isEqualTo(404);
        assertThat(get("/v1/blocks/{ref}", "/v1/blocks/newest").status()).isEqualTo(400);
        assertThat(get("/v1/blocks", "/v1/blocks?from=1&count=5").json().getJsonArray("blocks"))
                .hasSize(2);
        assertThat(get("/v1/blocks", "/v1/blocks?count=0").status()).isEqualTo(400);
        assertThat(get("/v1/blocks", "/v1/blocks?from=-1").status()).isEqualTo(400);
        assertThat(get("/v1/mempool", "/v1/mempool?count=101").status()).isEqualTo(400);
    }

    private void theTransactions() throws Exception {
        Transaction payment = peer.payment(0);
        String one = "/v1/txs/" + payment.id().hex();
        assertThat(get("/v1/txs/{id}", one).status()).isEqualTo(404);
        assertThat(get("/v1/txs/{id}", "/v1/txs/last").status()).isEqualTo(400);

        assertThat(post("/v1/txs", "/v1/txs", body(payment)).json().getString("level"))
                .isEqualTo("logged");
        assertThat(get("/v1/txs/{id}", one).status())
                .as("between mempool and index")
                .isEqualTo(200);
        get("/v1/mempool");
        peer.until(view -> view.account(POOR).balance().units() == 100);

        assertThat(get("/v1/txs/{id}", one).json().getString("status")).isEqualTo("available");
        String rich = "/v1/accounts/" + Address.of(RICH.publicKey()).text("kl");
        assertThat(get("/v1/accounts/{address}", rich).json().getLong("nonce")).isEqualTo(1);
        get("/v1/accounts/{address}/history", rich + "/history");
        assertThat(get("/v1/accounts/{address}/history", rich + "/history?before=x")
                        .status())
                .isEqualTo(400);
        assertThat(get("/v1/accounts/{address}", "/v1/accounts/nobody").status())
                .isEqualTo(400);
    }

    private void theInvitations() throws Exception {
        Capsule capsule = Capsule.parse(get("/v1/capsule").json().getString("capsule"));
        assertThat(capsule.doors().get(0).endpoint()).isEqualTo(peer.node.endpoint());
        assertThat(IdentityReader.capsuleFile(get("/v1/capsule/file").body()).spec())
                .isEqualTo(peer.spec);
    }

    private void theInstructions() throws Exception {
        String path = "/v1/instructions/{name}";
        assertThat(post(path, "/v1/instructions/stop-mining", "{}").status()).isEqualTo(200);
        assertThat(post(path, "/v1/instructions/mine", "").status()).isEqualTo(200);
        assertThat(post(path, "/v1/instructions/befriend", "{\"endpoint\":\"127.0.0.1:9\"}")
                        .status())
                .isEqualTo(200);
        assertThat(post(path, "/v1/instructions/befriend", "{\"endpoint\":9}").status())
                .isEqualTo(400);
        assertThat(post(path, "/v1/instructions/befriend", "{\"endpoint\":\"nowhere\"}")
                        .status())
                .isEqualTo(400);
        assertThat(post(path, "/v1/instructions/dance", "{}").status()).isEqualTo(404);
    }

    private void theBans() throws Exception {
        String ban = "{\"whom\":\"203.0.113.7\",\"seconds\":60,\"reason\":\"floods\"}";
        assertThat(post("/v1/bans", "/v1/bans", ban).json().getJsonArray("bans"))
                .hasSize(1);
        assertThat(get("/v1/bans").json().getJsonArray("bans").getJsonObject(0).getString("reason"))
                .isEqualTo("floods");
        assertThat(post("/v1/bans", "/v1/bans", ban.replace("60", "0")).status())
                .isEqualTo(400);
        for (String nobody : List.of("no host", "NONSENSE", "deadbeef123", "203.0.113")) {
            Spoken refused = post("/v1/bans", "/v1/bans", ban.replace("203.0.113.7", nobody));
            assertThat(refused.status()).as(nobody).isEqualTo(400);
            assertThat(refused.text()).contains(nobody, "a node id (40 hex digits), an IP address or a full host name");
        }
        Spoken befriended =
                post("/v1/instructions/{name}", "/v1/instructions/befriend", "{\"endpoint\":\"203.0.113.7:9\"}");
        assertThat(befriended.status()).isEqualTo(409);
        assertThat(befriended.json().getString("detail")).contains("kindling peers unban 203.0.113.7");
        Spoken lifted = delete("/v1/bans/{whom}", "/v1/bans/203.0.113.7");
        assertThat(lifted.json().getJsonArray("bans")).isEmpty();
        assertThat(delete("/v1/bans/{whom}", "/v1/bans/%20").status()).isEqualTo(400);
    }

    private void theRest() throws Exception {
        assertThat(get("/metrics").text())
                .contains("kindling_chain_height ", "kindling_facts_total{verb=\"accepted-block\"}");
        assertThat(get("/").text()).contains("Kindling peer");
        get("/openapi.yaml");
        try (Listener listener = new Listener(peer)) {
            description.holdAgainst("GET", "/v1/events", listener.answer());
        }
    }

    @Test
    void everyRouteIsDocumented() {
        Set<String> routes = new TreeSet<>();

        peer.server.routes().router().getRoutes().stream()
                .filter(route -> route.methods() != null)
                .forEach(route -> route.methods()
                        .forEach(method ->
                                routes.add(method + " " + route.getPath().replaceAll(":(\\w+)", "{$1}"))));

        assertThat(routes).isEqualTo(description.operations());
    }
}
