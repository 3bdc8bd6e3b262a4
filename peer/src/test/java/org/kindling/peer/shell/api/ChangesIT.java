package org.kindling.peer.shell.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.kindling.peer.shell.api.OnePeer.RICH;
import static org.kindling.peer.shell.api.OnePeer.WEALTH;
import static org.kindling.peer.shell.api.OnePeer.body;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.Transaction;

/** What is handed in, good and bad, on a peer that does not mine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ChangesIT {
    private OnePeer peer;

    @BeforeAll
    void aPeerWaits(@TempDir Path folder) throws Exception {
        peer = OnePeer.idle(folder);
    }

    @AfterAll
    void close() throws Exception {
        peer.close();
    }

    private Spoken submit(String body) throws Exception {
        return peer.post("/v1/txs", body);
    }

    @Test
    void nonsenseIsABadRequest() throws Exception {
        for (String nonsense : List.of(
                "",
                "{",
                "null",
                "[]",
                "7",
                "\"transaction\"",
                "{}",
                "{\"transaction\":null}",
                "{\"transaction\":7}",
                "{\"transaction\":{}}",
                "{\"transaction\":\"not Base64!\"}",
                "[".repeat(5_000),
                "\u0000\u0001")) {
            assertThat(submit(nonsense).fault()).as(nonsense).isEqualTo("bad-request");
        }
    }

    @Test
    void bytesThatAreNoTransactionAreRefusedByName() throws Exception {
        byte[] good = LedgerCodec.encode(peer.payment(56));
        byte[] longer = Arrays.copyOf(good, good.length + 1);

        assertThat(submit(body(new byte[0])).status()).isEqualTo(422);
        assertThat(submit(body(new byte[] {-1, -1, -1})).fault()).isEqualTo("unreadable");
        assertThat(submit(body(longer)).status()).isEqualTo(422);
        assertThat(submit(body(new byte[70_000])).status()).isEqualTo(422);
    }

    @Test
    void aBodyBeyondTheLimitIsTooLarge() throws Exception {
        String body = body(new byte[Routes.BODY_BYTES_MAX]);

        assertThat(submit(body).fault()).isEqualTo("too-large");
        assertThat(peer.get("/livez").status()).isEqualTo(200);
    }

    @Test
    void everyRefusedTransactionIsToldItsFault() throws Exception {
        Transaction foreign = peer.order(OnePeer.spec("elsewhere"), 50, 1).sign(RICH);
        Transaction honest = peer.payment(50);
        Transaction forged = new Transaction(peer.order(peer.spec, 50, 2), honest.signature());

        assertThat(submit(body(foreign)).fault()).isEqualTo("transaction-of-another-network");
        assertThat(submit(body(forged)).fault()).isEqualTo("transaction-forged");
        assertThat(submit(body(peer.order(peer.spec, 45, WEALTH).sign(RICH))).fault())
                .isEqualTo("balance-too-low");
        assertThat(submit(body(peer.payment(1_000_000))).fault()).isEqualTo("nonce-too-far");
        assertThat(submit(body(forged)).json().getString("detail")).contains("signature");
    }

    @Test
    void theSameTransactionTwiceIsKnown() throws Exception {
        String body = body(peer.payment(40));

        assertThat(submit(body).status()).isEqualTo(202);
        assertThat(submit(body).status()).isEqualTo(200);
        assertThat(submit(body(peer.order(peer.spec, 40, 101).sign(RICH))).fault())
                .isEqualTo("conflicting-transaction");
    }

    @Test
    void whatWaitsWithoutAGapMovesTheNextNonce() throws Exception {
        String rich = "/v1/accounts/" + Address.of(RICH.publicKey()).text("kl");

        submit(body(peer.payment(0)));
        submit(body(peer.payment(1)));
        submit(body(peer.payment(3)));

        assertThat(peer.get(rich).json().getLong("nextNonce")).isEqualTo(2);
    }

    @Test
    void noiseNeverCausesAnErrorOfOurs() throws Exception {
        Random chance = new Random(7);
        byte[] good = LedgerCodec.encode(peer.payment(55));

        for (int i = 0; i < 200; i++) {
            byte[] noise = good.clone();
            noise[chance.nextInt(noise.length)] ^= (byte) (1 + chance.nextInt(255));
            Spoken answer = submit(body(noise));

            assertThat(answer.status()).as(answer.text()).isIn(400, 422);
            assertThat(answer.text()).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void strangePathsAreRefusedWithoutAnErrorOfOurs() throws Exception {
        for (String path : List.of(
                "/v1/blocks/%zz",
                "/v1/blocks/%00",
                "/v1/blocks/-1",
                "/v1/blocks/99999999999999999999",
                "/v1/txs/%2e%2e",
                "/v1/accounts/kl1%F0%9F%98%80",
                "/../../etc/passwd",
                "//",
                "/v1/blocks?count=%zz",
                "/v1/blocks?count=1&count=x",
                "/v1/" + "x".repeat(1_500),
                "/v1/" + "x".repeat(5_000))) {
            Spoken answer = peer.get(path);

            assertThat(answer.status()).as(path).isIn(200, 400, 404, 414);
            assertThat(answer.text()).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void theClientSaysWhatIsWrong() {
        ApiClient owner = new ApiClient(peer.server.url(), peer.node.apiToken());
        ApiClient nobody = new ApiClient("http://127.0.0.1:1", "");
        ApiClient lost = new ApiClient("not a place", "");

        ApiException refused = catchThrowableOfType(ApiException.class, () -> owner.submit(peer.payment(1_000_000)));

        assertThat(refused.slug()).isEqualTo("nonce-too-far");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(catchThrowableOfType(IOException.class, () -> nobody.read("/v1/head")))
                .hasMessageContaining("no peer answers at http://127.0.0.1:1");
        assertThat(catchThrowableOfType(IOException.class, () -> lost.read("/v1/head")))
                .hasMessageContaining("http://host:port");
    }
}
