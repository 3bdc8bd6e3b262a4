package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a running peer is. */
@Command(
        name = "status",
        description = "Says how a running peer is: network, chain, links, and each way of finding peers.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling status --data me",
            "  kindling status --data me --json",
            "  kindling status --data me --wait"
        })
final class StatusCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Mixin
    private WaitOption waiting;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        waiting.until(
                "the peer at hand to be ready",
                () -> peer.ask(client -> client.find("/readyz")).isPresent());
        JsonNode status = peer.ask(client -> client.read("/v1/status"));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(status);
            return;
        }
        JsonNode network = status.path("network");
        JsonNode head = status.path("head");
        printer.line("network   " + network.path("name").asText() + "  "
                + network.path("id").asText());
        printer.line("node      " + status.path("node").asText() + "  at " + status.path("endpoints"));
        printer.line("height    " + head.path("height").asLong() + "  "
                + head.path("id").asText());
        printer.line("chain     "
                + (status.path("sync").path("caughtUp").asBoolean()
                        ? "caught up"
                        : "catching up to " + status.path("sync").path("target").asLong()));
        printer.line("links     " + status.path("links").asInt());
        printer.line("waiting   " + status.path("waiting").asInt() + " transactions");
        printer.line("storage   " + status.path("storage").asText());
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode source : status.path("discovery").path("sources")) {
            rows.add(List.of(
                    source.path("kind").asText(),
                    source.path("name").asText(),
                    source.path("state").asText(),
                    source.path("nextTry").asText("")));
        }
        printer.line("");
        printer.table(List.of("source", "name", "state", "next try"), rows);
    }
}
