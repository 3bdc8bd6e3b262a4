package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.Patience;

/** What the first page of the documentation shows, typed by hand: every command a process of its own. */
final class ByHandIT {
    @TempDir
    private Path folder;

    private final List<Kindling> running = new ArrayList<>();

    @AfterEach
    void nothingIsLeftRunning() {
        Collections.reverse(running);
        running.forEach(Kindling::close);
    }

    @Test
    void aNetworkIsFoundedJoinedAndPaidInAndOutlivesItsTracker() throws Exception {
        JsonNode network = ask("network", "create", "village", "--out", "village", "--interval", "1", "--json");
        Kindling tracker = start("tracker", "--listen", "127.0.0.1:0", "--json");
        String url = tracker.ready().path("tracker").asText();
        String alice =
                ask("wallet", "new", "alice.wallet", "--json").path("address").asText();

        Kindling first = start("peer", "--network", "village", "--tracker", url, "--data", "a", "--mine", "--json");
        Kindling second = start("peer", "--network", "village", "--tracker", url, "--data", "b", "--json");
        assertThat(first.ready().path("network").asText())
                .isEqualTo(network.path("id").asText());
        assertThat(second.ready().path("network").asText())
                .isEqualTo(network.path("id").asText());
        areLinked("a");
        areLinked("b");

        JsonNode sent = ask(
                "wallet", "send", "village/founder.wallet", "--to", alice + "=25", "--data", "a", "--wait", "--json");
        String id = sent.path("id").asText();
        assertThat(sent.path("level").asText()).isEqualTo("logged");
        assertThat(sent.path("transaction").path("status").asText()).isEqualTo("available");
        tracker.kill();

        String capsule = ask("capsule", "--data", "b", "--json").path("capsule").asText();
        Kindling third = start("peer", "--join", capsule, "--data", "c", "--json");
        assertThat(third.ready().path("network").asText())
                .isEqualTo(network.path("id").asText());

        JsonNode known = ask("tx", id, "--data", "c", "--wait", "--depth", "2", "--json");
        assertThat(known.path("status").asText()).isEqualTo("available");
        assertThat(ask("wallet", "balance", "alice.wallet", "--data", "c", "--json")
                        .path("balance")
                        .asLong())
                .isEqualTo(25);
        JsonNode history = ask("wallet", "history", "alice.wallet", "--data", "c", "--json")
                .path("lines");
        assertThat(history).hasSize(1);
        assertThat(history.get(0).path("id").asText()).isEqualTo(id);
        assertThat(ask("block", known.path("block").asText(), "--data", "c", "--json")
                        .path("onBestChain")
                        .asBoolean())
                .isTrue();
        assertThat(ask("peers", "--data", "c", "--json").path("peers")).isNotEmpty();
        assertThat(ask("status", "--data", "c", "--wait", "--json")
                        .path("network")
                        .path("name")
                        .asText())
                .isEqualTo("village");
    }

    @Test
    void whoMetThroughATrackerFindEachOtherAgainWithoutIt() throws Exception {
        ask("network", "create", "village", "--out", "village", "--interval", "1", "--json");
        Kindling tracker = start("tracker", "--listen", "127.0.0.1:0", "--json");
        String url = tracker.ready().path("tracker").asText();
        Kindling first = start("peer", "--network", "village", "--tracker", url, "--data", "a", "--json");
        Kindling second = start("peer", "--network", "village", "--tracker", url, "--data", "b", "--json");
        first.ready();
        second.ready();
        areLinked("a");
        areLinked("b");
        tracker.kill();
        first.interrupt();
        second.interrupt();

        start("peer", "--data", "a", "--json").ready();
        start("peer", "--data", "b", "--json").ready();

        areLinked("a");
        areLinked("b");
    }

    private void areLinked(String data) throws Exception {
        Patience.until(
                data + " has a link",
                () -> Kindling.api(folder.resolve(data))
                                .read("/v1/status")
                                .path("links")
                                .asInt()
                        > 0);
    }

    private Kindling start(String... line) throws Exception {
        Kindling process = Kindling.start(folder, line);
        running.add(process);
        return process;
    }

    private JsonNode ask(String... line) throws Exception {
        return Kindling.ask(folder, line);
    }
}
