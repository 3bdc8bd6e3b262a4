package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a payer is told when all does not go well. */
final class PaymentIT {
    private static final String ID = "ab".repeat(32);
    private static final String DROPPED =
            "{\"id\":\"" + ID + "\",\"status\":\"dropped\",\"reason\":\"its nonce was used by another\"}";
    private static final String PENDING = "{\"id\":\"" + ID + "\",\"status\":\"pending\"}";

    @TempDir
    private Path folder;

    @BeforeEach
    void thereIsAPurseAndAToken() throws Exception {
        WalletFile.create(folder.resolve("purse"), NetworkFiles.devKey("any", 1));
        Files.writeString(folder.resolve("token"), "secret", StandardCharsets.US_ASCII);
    }

    @Test
    void whoWaitedInVainStillLearnsWhatWasSubmitted() throws Exception {
        try (SingleAnswers peer = peer(PENDING, 2)) {
            Spoken spoken = send(peer, "--wait", "--timeout", "0", "--json");

            assertThat(spoken.exitCode()).as(spoken.err()).isEqualTo(ExitCode.NOT_READY.code());
            JsonNode said = new ObjectMapper().readTree(spoken.out());
            assertThat(said.path("id").asText()).matches("[0-9a-f]{64}");
            assertThat(said.path("level").asText()).isEqualTo("logged");
        }
    }

    @Test
    void nobodyWaitsForAPaymentThatWasDropped() throws Exception {
        try (SingleAnswers peer = peer(DROPPED, 2)) {
            Spoken sent = send(peer, "--wait", "--timeout", "600");
            Spoken asked = Spoken.by("tx", ID, "--api", peer.url(), "--wait", "--timeout", "600");

            for (Spoken spoken : List.of(sent, asked)) {
                assertThat(spoken.exitCode()).as(spoken.err()).isEqualTo(ExitCode.FAILED.code());
                assertThat(spoken.err()).contains("dropped: its nonce was used by another");
            }
        }
    }

    @Test
    void whyAPaymentWasDroppedIsSaidWhereItIsLookedUp() throws Exception {
        try (SingleAnswers peer = peer(DROPPED, 2)) {
            Spoken spoken = Spoken.by("tx", ID, "--api", peer.url());

            assertThat(spoken.exitCode()).isZero();
            assertThat(spoken.out()).contains("dropped: its nonce was used by another");
        }
    }

    @Test
    void nothingIsSignedForSomebodyWhoWaitsBackwards() throws Exception {
        try (SingleAnswers peer = peer(PENDING, 2)) {
            for (String option : List.of("--timeout", "--depth", "--nonce", "--fee", "--max-fee")) {
                Spoken spoken = send(peer, "--wait", option, "-4");

                assertThat(spoken.exitCode()).as(option).isEqualTo(ExitCode.USAGE.code());
                assertThat(spoken.err()).contains(option, "-4");
            }
            assertThat(peer.submissions()).isZero();
        }
    }

    @Test
    void whoPaysThroughAPeerWithoutLinksIsWarned() throws Exception {
        try (SingleAnswers alone = peer(PENDING, 0);
                SingleAnswers linked = peer(PENDING, 1)) {
            assertThat(send(alone).err()).contains("warning", "no link");
            assertThat(send(linked).err()).doesNotContain("warning");
        }
    }

    @Test
    void aPeerWithoutLinksSaysThatItIsAlone() throws Exception {
        try (SingleAnswers alone = peer(PENDING, 0);
                SingleAnswers linked = peer(PENDING, 1)) {
            assertThat(Spoken.by("status", "--api", alone.url()).out())
                    .contains("alone: ", "none of the 3 peers")
                    .doesNotContain("caught up");
            assertThat(Spoken.by("status", "--api", linked.url()).out())
                    .contains("caught up")
                    .doesNotContain("alone");
        }
    }

    private Spoken send(SingleAnswers peer, String... more) {
        List<String> line = new ArrayList<>(
                List.of("wallet", "send", folder.resolve("purse").toString()));
        line.addAll(List.of("--notarise", folder.resolve("token").toString(), "--api", peer.url()));
        line.addAll(List.of("--token-file", folder.resolve("token").toString()));
        line.addAll(Arrays.asList(more));
        return Spoken.by(line.toArray(String[]::new));
    }

    private static SingleAnswers peer(String transaction, int links) throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put(
                "/v1/network",
                "{\"id\":\"" + "0".repeat(64) + "\",\"addressPrefix\":\"kd\",\"branch\":0,\"feePerKibMin\":1}");
        answers.put("/v1/accounts/", "{\"nextNonce\":0}");
        answers.put("/v1/head", "{\"height\":7}");
        answers.put(
                "/v1/status",
                "{\"links\":" + links + ",\"sync\":{\"caughtUp\":true},\"discovery\":{\"known\":3,\"sources\":[]}}");
        answers.put("/v1/txs", "{\"id\":\"" + ID + "\",\"level\":\"logged\"}");
        answers.put("/v1/txs/", transaction);
        return new SingleAnswers(answers);
    }
}
