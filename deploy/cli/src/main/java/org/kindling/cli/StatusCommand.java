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
        print(status, printer);
    }

    private static void print(JsonNode status, Printer printer) {
        JsonNode network = status.path("network");
        JsonNode head = status.path("head");
        List<String> endpoints = new ArrayList<>();
        status.path("endpoints").forEach(endpoint -> endpoints.add(endpoint.asText()));
        printer.line("network   " + network.path("name").asText() + "  "
                + network.path("id").asText());
        printer.line("node      " + status.path("node").asText()
                + (endpoints.isEmpty() ? "" : "  at " + String.join(", ", endpoints)));
        printer.line("height    " + head.path("height").asLong() + "  "
                + head.path("id").asText());
        printer.line("chain     " + chain(status));
        printer.line("links     " + status.path("links").asInt());
        if (isAlone(status)) {
            printer.line(alone(status.path("discovery").path("known").asInt()));
        }
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

    private static String chain(JsonNode status) {
        JsonNode sync = status.path("sync");
        if (!sync.path("caughtUp").asBoolean()) {
            return "catching up to " + sync.path("target").asLong();
        }
        return isAlone(status) ? "compared with nobody's" : "caught up";
    }

    private static String alone(int known) {
        return "alone:    it "
                + (known == 0 ? "knows no other peer yet" : "reaches none of the " + known + " peers it knows")
                + ", so its chain may be old and nobody hears of what is sent through it";
    }

    private static boolean isAlone(JsonNode status) {
        return status.path("links").asInt() == 0;
    }
}
