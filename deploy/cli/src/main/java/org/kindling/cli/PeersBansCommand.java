package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whom a running peer refuses because its operator said so. */
@Command(
        name = "bans",
        description = "Lists whom a running peer refuses because its operator said so.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  kindling peers bans --data me")
final class PeersBansCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        JsonNode answer = peer.ask(client -> client.read("/v1/bans"));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode ban : answer.path("bans")) {
            rows.add(List.of(
                    ban.path("whom").asText(),
                    ban.path("until").asText(),
                    ban.path("reason").asText()));
        }
        if (rows.isEmpty()) {
            printer.line("nobody is banned");
        } else {
            printer.table(List.of("whom", "until", "reason"), rows);
        }
    }
}
