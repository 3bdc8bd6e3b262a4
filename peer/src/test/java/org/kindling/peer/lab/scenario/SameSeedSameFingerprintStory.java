package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.lab.report.RunReport;

/** INV-007. */
final class SameSeedSameFingerprintStory {
    private static final int PEERS = 12;

    @Test
    void twoJvmsTellTheSameStory() throws IOException, InterruptedException {
        String here = ScenarioRunner.once(new TwoHalvesMeetAgain(), 7, PEERS).fingerprint();

        String there = inAnotherJvm(7);

        assertThat(there).isEqualTo(here);
    }

    @Test
    void anotherSeedTellsAnotherStory() {
        RunReport one = ScenarioRunner.once(new ColdRestartWithoutTracker(), 1, PEERS);
        RunReport other = ScenarioRunner.once(new ColdRestartWithoutTracker(), 2, PEERS);

        assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
    }

    /** With another salt for the platform's unordered sets, another heap and another way of compiling. */
    private static String inAnotherJvm(long seed) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FingerprintProgram.class.getName(),
                        Long.toString(seed),
                        Integer.toString(PEERS)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.strip();
    }
}
