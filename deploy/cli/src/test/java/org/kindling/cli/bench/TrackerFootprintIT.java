package org.kindling.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * That a tracker has not become heavy: several times what docs/benchmarks.md tells, for a JVM without the launcher's archive of classes on a busy machine.
 * Time is that of a core, which other work does not add to.
 */
@Tag("bench")
class TrackerFootprintIT {
    private static final Duration START_MAX = Duration.ofSeconds(10);
    private static final long RESIDENT_BYTES_MAX = 256L << 20;

    @TempDir
    private Path folder;

    @Test
    void aTrackerThatHasJustStartedUsedLittleTimeAndMemory() throws Exception {
        try (TrackerServer server = TrackerSubject.kindling(folder).start()) {
            ServerUse use = server.use().orElseThrow();

            assertThat(use.cpu()).isPositive().isLessThan(START_MAX);
            assertThat(use.residentBytes()).isPositive().isLessThan(RESIDENT_BYTES_MAX);
        }
    }
}
