package org.kindling.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That a tracker is light, started as anybody starts it: what docs/benchmarks.md promises. For a machine that is not busy with something else. */
@Tag("bench")
class TrackerFootprintIT {
    private static final String ANNOUNCE =
            "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-KD0001-aaaaaaaaaaaa&port=7001&left=1";
    private static final int STARTS = 5;
    private static final long IDLE_SECONDS = 15;
    private static final Duration START_MAX = Duration.ofSeconds(1);
    private static final long RESIDENT_BYTES_MAX = 96L << 20;

    private final List<Process> trackers = new ArrayList<>();

    @AfterEach
    void endThem() {
        trackers.forEach(tracker -> tracker.destroyForcibly().onExit().join());
    }

    @Test
    void aTrackerAnswersWithinASecondOfItsStartAndIsSmallWhenItIsIdle() throws Exception {
        assertThat(kindling("version").waitFor()).isZero();

        List<Duration> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            starts.add(start());
        }
        assertThat(trackers.get(0).waitFor(IDLE_SECONDS, TimeUnit.SECONDS)).isFalse();
        List<Long> residentBytes = new ArrayList<>();
        for (Process tracker : trackers) {
            residentBytes.add(new ServerUse(tracker.toHandle()).residentBytes());
        }

        Collections.sort(starts);
        assertThat(starts.get(STARTS / 2)).as("the median of %s", starts).isLessThanOrEqualTo(START_MAX);
        assertThat(Collections.max(residentBytes))
                .as("the largest of %s", residentBytes)
                .isLessThanOrEqualTo(RESIDENT_BYTES_MAX);
    }

    /** How long it takes until an announce is answered. */
    private Duration start() throws IOException {
        long startNanos = System.nanoTime();
        Process tracker = kindling("tracker", "--listen", "127.0.0.1:0");
        trackers.add(tracker);
        announceTo(tracker);
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private static void announceTo(Process tracker) throws IOException {
        String ready = tracker.inputReader().readLine();
        assertThat(ready).startsWith("tracker at ");
        URI announce = URI.create(ready.substring("tracker at ".length()) + ANNOUNCE);
        try (InputStream answer = announce.toURL().openStream()) {
            assertThat(new String(answer.readAllBytes(), ISO_8859_1)).contains("8:intervali");
        }
    }

    /** The script in the tree that is tested, which builds what it starts. */
    private static Process kindling(String... words) throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("deploy/kindling"))) {
            root = root.getParent();
        }
        List<String> line =
                new ArrayList<>(List.of(root.resolve("deploy/kindling").toString()));
        line.addAll(List.of(words));
        return new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
