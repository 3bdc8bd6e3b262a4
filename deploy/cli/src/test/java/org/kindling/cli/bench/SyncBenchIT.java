package org.kindling.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measurement itself, with a chain that is short enough for every build. */
class SyncBenchIT {
    @TempDir
    private Path folder;

    @Test
    void aFreshPeerFetchesTheWholeChainAndArrivesAtTheSameState() throws Exception {
        List<String> story = new ArrayList<>();

        ObjectNode result = new SyncBench(3_000, folder, story::add).run();

        assertThat(result.path("verdict").asText()).isEqualTo("ok");
        assertThat(result.path("blocks").asInt()).isEqualTo(3);
        assertThat(story).contains("the serving peer stands at height 3");
    }
}
