package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.Patience;

/** A whole network by one command: it runs until Ctrl-C, and next time it goes on where it was. */
final class UpIT {
    @TempDir
    private Path folder;

    @Test
    void aNetworkResumesItsChainAfterCtrlC() throws Exception {
        String block;
        try (Kindling up = Kindling.start(folder, "up", "--peers", "2", "--data", "net", "--json")) {
            assertThat(up.ready().path("peers")).hasSize(2);
            reaches("peer-1", 1);
            reaches("peer-2", 1);
            block = block("peer-1", 1);

            Kindling.Said said = up.interrupt();

            assertThat(said.exitCode()).isZero();
            assertThat(said.err()).doesNotContain("Exception");
            said.json();
        }
        try (Kindling up = Kindling.start(folder, "up", "--peers", "2", "--data", "net", "--no-tracker", "--json")) {
            JsonNode again = up.ready();

            assertThat(again.has("tracker")).isFalse();
            assertThat(block("peer-1", 1)).isEqualTo(block);
            long height = height("peer-1");
            reaches("peer-2", height + 1);
            assertThat(block("peer-2", 1)).isEqualTo(block);
        }
    }

    @Test
    void everyPeerMayBeAProcessWhoseEndIsToldAndCtrlCEndsThemAll() throws Exception {
        try (Kindling up = Kindling.start(folder, "up", "--peers", "2", "--data", "net", "--processes", "--json")) {
            List<ProcessHandle> peers = up.ready().path("peers").findValues("pid").stream()
                    .map(pid -> ProcessHandle.of(pid.asLong()).orElseThrow())
                    .toList();
            assertThat(new TreeSet<>(peers))
                    .hasSize(2)
                    .doesNotContain(ProcessHandle.of(up.pid()).orElseThrow());
            reaches("peer-2", 1);

            long doomed = up.ready().path("peers").get(1).path("pid").asLong();
            ProcessHandle.of(doomed).orElseThrow().destroyForcibly();
            Patience.until("its end is told", () -> up.story().contains("peer-2 ended"));

            up.interrupt();

            assertThat(peers).noneMatch(ProcessHandle::isAlive);
        }
    }

    private void reaches(String peer, long height) throws Exception {
        Patience.until(peer + " is at height " + height, () -> height(peer) >= height);
    }

    private long height(String peer) throws IOException {
        return read(peer, "/v1/head").path("height").asLong();
    }

    private String block(String peer, long height) throws IOException {
        return read(peer, "/v1/blocks/" + height).path("id").asText();
    }

    private JsonNode read(String peer, String path) throws IOException {
        return Kindling.api(folder.resolve("net").resolve(peer)).read(path);
    }
}
