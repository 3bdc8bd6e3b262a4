package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.Patience;

/** The flags of the ways in that need no tracker. */
final class SeedIT {
    @TempDir
    private Path folder;

    private final List<Kindling> running = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() {
        running.forEach(Kindling::close);
    }

    private JsonNode begin(String... more) throws Exception {
        Kindling.ask(folder, "network", "create", "village", "--out", "village", "--prefix", "vi", "--json");
        List<String> arguments = new ArrayList<>(List.of("peer", "--network", "village", "--data", "me", "--json"));
        arguments.addAll(List.of(more));
        Kindling peer = Kindling.start(folder, arguments.toArray(String[]::new));
        running.add(peer);
        return peer.ready();
    }

    @Test
    void aRunningPeerPrintsTheLinesThatMakeADomainASeed() throws Exception {
        begin();

        JsonNode zone = Kindling.ask(folder, "capsule", "--data", "me", "--dns-zone", "seed.example", "--json")
                .path("zone");

        assertThat(zone).hasSize(1);
        assertThat(zone.get(0).asText()).matches("seed\\.example\\. 300 IN TXT( \"[A-Za-z0-9_=-]{1,255}\")+");
    }

    @Test
    void behindAProxyAPeerDoesNotListenAndSaysWhatIsSwitchedOff() throws Exception {
        JsonNode ready = begin("--proxy", "socks5://127.0.0.1:1", "--lan", "--dns-seed", "seed.example");

        assertThat(ready.path("endpoint").asText()).isEmpty();
        Patience.until("both ways in say why they are not used", () -> {
            String sources =
                    Kindling.api(folder.resolve("me")).read("/v1/discovery").toString();
            return sources.split("switched off: it would go around the proxy", -1).length == 3;
        });
    }
}
