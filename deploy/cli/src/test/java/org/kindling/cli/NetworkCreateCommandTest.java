package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.NetworkSpec;

final class NetworkCreateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theFoundersKeyIsThereWheneverTheRulesAre() {
        int exitCode = create();

        assertThat(exitCode).isZero();
        Address founder =
                Address.of(WalletFile.read(folder.resolve("founder.wallet")).publicKey());
        assertThat(NetworkFiles.read(folder).allocations())
                .extracting(NetworkSpec.Allocation::owner)
                .contains(founder);
    }

    @Test
    void whereAWalletIsAlreadyNoRulesAreWrittenThatNameAnotherKey() throws Exception {
        Files.writeString(folder.resolve("founder.wallet"), "somebody's", StandardCharsets.US_ASCII);

        int exitCode = create();

        assertThat(exitCode).isEqualTo(ExitCode.REFUSED.code());
        assertThat(folder.resolve("network.spec")).doesNotExist();
        assertThat(folder.resolve("founder.wallet")).hasContent("somebody's");
    }

    @Test
    void whereRulesAreAlreadyNoKeyIsMade() throws Exception {
        Files.writeString(folder.resolve("network.spec"), "somebody's", StandardCharsets.US_ASCII);

        int exitCode = create();

        assertThat(exitCode).isEqualTo(ExitCode.REFUSED.code());
        assertThat(folder.resolve("founder.wallet")).doesNotExist();
        assertThat(folder.resolve("network.spec")).hasContent("somebody's");
    }

    @Test
    void rulesThatNoNetworkCanLiveByAreRefusedInWords() {
        for (String line : List.of(
                "--dev-accounts -2",
                "--dev-accounts 1000000",
                "--hash-rate 0",
                "--hash-rate NaN",
                "--interval 0",
                "--interval 86401",
                "--half-life 0",
                "--reward -1")) {
            String[] words = line.split(" ", -1);

            Spoken spoken = Spoken.by(
                    "network",
                    "create",
                    "village",
                    "--out",
                    folder.resolve("out").toString(),
                    words[0],
                    words[1]);

            assertThat(spoken.exitCode()).as(line).isEqualTo(ExitCode.USAGE.code());
            assertThat(spoken.err()).as(line).contains(words[0]).doesNotContain("\tat ");
        }
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void whoFoundsLearnsWhatEverybodyOwns() {
        Spoken spoken = Spoken.by("network", "create", "village", "--out", folder.toString(), "--dev-accounts", "3");

        assertThat(spoken.out()).contains("owns 1000000000 units", "3 accounts", "each with 1000000000 units");
    }

    private int create() {
        return Main.commandLine()
                .setDefaultValueProvider(new Settings(Map.of(), new Properties()))
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()))
                .execute("network", "create", "village", "--out", folder.toString());
    }
}
