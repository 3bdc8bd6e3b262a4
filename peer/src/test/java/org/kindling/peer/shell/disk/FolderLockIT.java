package org.kindling.peer.shell.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One folder, and two processes that want it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class FolderLockIT {
    @TempDir
    private Path folder;

    /** On Linux a process loses its lock when it closes the file once more, however it came to open it. */
    @Test
    void whoTriesAgainInTheSameProcessDoesNotGiveTheFolderAway() throws Exception {
        Path otherName = Files.createSymbolicLink(folder.resolve("other-name"), folder);
        try (FolderLock held = take(folder)) {
            assertThatThrownBy(() -> take(folder)).isInstanceOf(FolderLock.InUse.class);
            assertThatThrownBy(() -> take(otherName)).isInstanceOf(FolderLock.InUse.class);
            assertThat(FolderLock.isHeldElsewhere(folder)).isFalse();
            assertThat(FolderLock.isHeldElsewhere(otherName)).isFalse();

            try (Other other = new Other(folder)) {
                assertThat(other.says())
                        .contains("is in use by another test")
                        .contains("process " + ProcessHandle.current().pid());
            }
            assertThat(held).isNotNull();
        }
        try (Other other = new Other(folder)) {
            assertThat(other.says()).isEqualTo("tidies");
        }
    }

    @Test
    void nobodySeesAFolderHeldBeforeItIsTidiedAndNobodyElseGetsItMeanwhile() throws Exception {
        try (Other other = new Other(folder)) {
            assertThat(other.says()).isEqualTo("tidies");
            assertThat(FolderLock.isHeldElsewhere(folder)).isFalse();
            assertThatThrownBy(() -> take(folder)).hasMessageContaining("process " + other.pid());

            other.letGoOn();

            assertThat(other.says()).isEqualTo("holds");
            assertThat(FolderLock.isHeldElsewhere(folder)).isTrue();
        }
        assertThat(FolderLock.isHeldElsewhere(folder)).isFalse();
        take(folder).close();
    }

    @Test
    void aFolderThatCannotBeTidiedIsFreeAgain() throws Exception {
        assertThatThrownBy(() -> FolderLock.take(folder, "test", () -> {
                    throw new IOException("full");
                }))
                .hasMessage("full");

        take(folder).close();
    }

    @Test
    void whoGivesAFolderBackTwiceTakesItFromNobody() throws Exception {
        FolderLock first = take(folder);
        first.close();
        try (FolderLock second = take(folder)) {
            first.close();

            assertThatThrownBy(() -> take(folder)).isInstanceOf(FolderLock.InUse.class);
            assertThat(second).isNotNull();
        }
    }

    private static FolderLock take(Path folder) throws IOException {
        return FolderLock.take(folder, "test", () -> {});
    }

    /** A process that takes the folder, until it is closed. */
    private static final class Other implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;

        Other(Path folder) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            FolderToHold.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        String says() throws IOException {
            return String.valueOf(out.readLine());
        }

        void letGoOn() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }

        long pid() {
            return process.pid();
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly().onExit().join();
            out.close();
        }
    }
}
