package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrackerCommandIT {
    @TempDir
    private Path folder;

    private JsonNode said(String... more) throws Exception {
        String[] line = new String[more.length + 4];
        System.arraycopy(new String[] {"tracker", "--listen", "127.0.0.1:0", "--json"}, 0, line, 0, 4);
        System.arraycopy(more, 0, line, 4, more.length);
        try (Kindling tracker = Kindling.start(folder, line)) {
            return tracker.ready();
        }
    }

    @Test
    void aTrackerSaysWhereBitTorrentClientsAnnounceUnlessItIsToldNotToSpeakToThem() throws Exception {
        JsonNode both = said();
        JsonNode withoutUdp = said("--no-udp");

        assertThat(both.path("tracker").asText()).startsWith("http://127.0.0.1:");
        assertThat(both.path("udp").asText()).startsWith("udp://127.0.0.1:");
        assertThat(withoutUdp.has("udp")).isFalse();
    }
}
