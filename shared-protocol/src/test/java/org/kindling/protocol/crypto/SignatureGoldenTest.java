package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kindling.protocol.Bytes;

class SignatureGoldenTest {
    static List<SignatureProvider> providers() {
        return SignatureRule.available();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void everyProviderGivesExactlyTheGoldenVerdicts(SignatureProvider provider) {
        SignatureRule rule = SignatureRule.using(provider);

        List<String> verdicts = SignatureCases.all().stream()
                .map(test -> test.id() + " " + test.judgedBy(rule))
                .toList();

        assertThat(verdicts).containsExactlyElementsOf(goldenLines());
    }

    @Test
    void exactlyWhatWycheproofCallsValidIsAccepted() {
        SignatureRule rule = SignatureRule.best();

        List<String> accepted = SignatureCases.wycheproof().stream()
                .filter(test -> test.judgedBy(rule).isAccepted())
                .map(SignatureCase::id)
                .toList();

        assertThat(accepted).hasSize(88).containsExactlyElementsOf(SignatureCases.validToWycheproof());
    }

    @Test
    void everyReasonOfRefusalOccursInTheGoldenFile() {
        String golden = String.join("\n", goldenLines());

        assertThat(Verdict.values()).allSatisfy(verdict -> assertThat(golden).contains(" " + verdict));
    }

    @Test
    void noEdgeCaseOfSpeccheckIsAccepted() {
        List<String> golden = goldenLines();

        assertThat(golden)
                .filteredOn(line -> line.startsWith("speccheck-"))
                .hasSize(12)
                .noneMatch(line -> line.endsWith(" " + Verdict.ACCEPTED));
    }

    @Test
    void signingReproducesTheVectorsOfTheStandard() {
        for (JsonNode vector : SignatureCases.json("rfc8032")) {
            KeyPair keys = KeyPair.fromSeed(Bytes.fromHex(vector.get("seed").asText()));

            Signature signature = keys.sign(SignatureCases.bytes(vector.get("message")));

            assertThat(keys.publicKey().hex()).isEqualTo(vector.get("pub_key").asText());
            assertThat(signature.hex()).isEqualTo(vector.get("signature").asText());
        }
    }

    @Test
    void bothProvidersAreComparedWhereBothRun() {
        boolean linuxOnIntel = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeTrue(linuxOnIntel, "the native provider is built in for Linux on x86-64 only");

        assertThat(providers()).extracting(SignatureProvider::name).containsExactly("accp", "bouncycastle");
    }

    private static List<String> goldenLines() {
        try (InputStream file = SignatureGoldenTest.class.getResourceAsStream("/vectors/ed25519/golden.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.US_ASCII);
            return text.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
