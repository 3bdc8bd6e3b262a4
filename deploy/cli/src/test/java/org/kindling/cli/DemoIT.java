package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.Patience;

/** The demonstration, small and short; every figure must be what the story promises. */
final class DemoIT {
    private static final String[] FIELDS = {
        "peers",
        "joinedWithTracker",
        "trackerKilledAtHeight",
        "joinedWithoutTracker",
        "restartedFromDisk",
        "heightAtEnd",
        "transactionsSubmitted",
        "transactionsOnEveryPeer",
        "distinctTips",
        "distinctStateRoots",
        "trackerCallsNeededAfterKill",
        "residentMiBPerPeer",
        "verdict"
    };

    @TempDir
    private Path folder;

    @Test
    void theTrackerIsKilledAndNothingStops() throws Exception {
        Kindling.Said said = Kindling.run(folder, "demo", "--peers", "4", "--duration", "6s", "--json");

        assertThat(said.exitCode()).as(said.err() + said.out()).isZero();
        assertThat(said.err()).contains("the tracker is killed at height", "is back from its own disk");
        assertTold(said.json(), 4);
        assertThat(said.json().path("joinedWithTracker").asInt()).isEqualTo(4);
        assertThat(said.json().path("heightAtEnd").asLong())
                .isGreaterThan(said.json().path("trackerKilledAtHeight").asLong());
    }

    @Test
    void withoutATrackerAtAnyTimeItIsTheSameStory() throws Exception {
        Kindling.Said said = Kindling.run(
                folder, "demo", "--peers", "3", "--duration", "3s", "--seed", "2", "--mode", "pure", "--json");

        assertThat(said.exitCode()).as(said.err() + said.out()).isZero();
        assertThat(said.err()).contains("no tracker").doesNotContain("tracker at http");
        assertTold(said.json(), 3);
        assertThat(said.json().path("joinedWithTracker").asInt()).isZero();
        assertThat(said.json().path("trackerKilledAtHeight").isNull()).isTrue();
    }

    @Test
    void aMistypedLengthLeavesNothingBehind() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);

        Kindling.Said said =
                Kindling.start(folder, environment, "demo", "--duration", "-5s").end();

        assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.USAGE.code());
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void ctrlCTakesEverythingDownAndAway() throws Exception {
        try (Kindling demo = Kindling.start(folder, "demo", "--peers", "3", "--duration", "10m", "--json")) {
            Patience.until("payments flow", () -> demo.story().contains("peers have joined"));
            Matcher data = Pattern.compile("data +(/\\S+)").matcher(demo.story());
            assertThat(data.find()).isTrue();
            assertThat(Path.of(data.group(1))).isDirectory();

            Kindling.Said said = demo.interrupt();

            assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.FAILED.code());
            assertThat(said.err()).contains("broke off: interrupted").doesNotContain("\tat ");
            assertThat(Path.of(data.group(1))).doesNotExist();
        }
    }

    private static void assertTold(JsonNode outcome, int peers) {
        assertThat(outcome.fieldNames()).toIterable().containsExactly(FIELDS);
        assertThat(outcome.path("verdict").asText()).isEqualTo("ok");
        assertThat(outcome.path("peers").asInt()).isEqualTo(peers);
        assertThat(outcome.path("joinedWithoutTracker").asInt()).isEqualTo(3);
        assertThat(outcome.path("restartedFromDisk").asBoolean()).isTrue();
        assertThat(outcome.path("distinctTips").asInt()).isEqualTo(1);
        assertThat(outcome.path("distinctStateRoots").asInt()).isEqualTo(1);
        assertThat(outcome.path("trackerCallsNeededAfterKill").asInt()).isZero();
        assertThat(outcome.path("transactionsSubmitted").asInt()).isPositive();
        assertThat(outcome.path("transactionsOnEveryPeer").asInt())
                .isEqualTo(outcome.path("transactionsSubmitted").asInt());
    }
}
