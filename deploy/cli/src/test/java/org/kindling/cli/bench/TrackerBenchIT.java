package org.kindling.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The measurement itself, short enough for every build. */
class TrackerBenchIT {
    private static final List<String> LOADS = List.of("udp", "httpKeptConnections", "httpConnectionEach");

    @TempDir
    private Path folder;

    @Test
    void everyLoadIsAnsweredAndEveryPeerIsRegistered() throws Exception {
        List<String> story = new ArrayList<>();
        TrackerBench.Plan plan = new TrackerBench.Plan(1, Duration.ofMillis(200), 2_000, 3_000);

        ObjectNode result = new TrackerBench(plan, story::add).run(List.of(TrackerSubject.kindling(folder)));

        JsonNode kindling = result.path("trackers").path("kindling");
        for (String load : LOADS) {
            JsonNode figures = kindling.path(load);
            assertThat(figures.at("/answersPerSecond/median").asDouble())
                    .as(load)
                    .isPositive();
            assertThat(figures.at("/answersPerCpuSecond/median").asDouble())
                    .as(load)
                    .isPositive();
            assertThat(figures.at("/p99Micros/median").asDouble()).as(load).isPositive();
            assertThat(figures.at("/bytesPerAnswer/median").asDouble()).as(load).isGreaterThan(20);
            assertThat(figures.at("/refused/max").asDouble()).as(load).isZero();
        }
        assertThat(kindling.at("/memory/bytesPerPeerAt3000/median").isNumber()).isTrue();
        assertThat(story).containsExactly("round 1 of 1: kindling");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1:1", "udp://127.0.0.1", "http:announce"})
    void whatIsNoTrackerIsRefused(String url) {
        assertThatThrownBy(() -> TrackerSubject.running(URI.create(url), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither udp://HOST:PORT nor http://HOST:PORT/announce");
    }
}
