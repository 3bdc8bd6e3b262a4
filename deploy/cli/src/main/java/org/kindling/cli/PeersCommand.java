package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whom a running peer is linked to. */
@Command(
        name = "peers",
        description = "Lists the links of a running peer; says whom it is to call, and whom to refuse.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PeersAddCommand.class,
            PeersBanCommand.class,
            PeersUnbanCommand.class,
            PeersBansCommand.class,
            PeersAnchorCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {"  kindling peers --data me", "  kindling peers --data me --json"})
final class PeersCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        JsonNode answer = peer.ask(client -> client.read("/v1/peers"));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode link : answer.path("peers")) {
            rows.add(List.of(
                    link.path("node").asText(),
                    link.path("direction").asText(),
                    link.path("remote").asText(),
                    link.path("height").asText(),
                    link.has("pingMillis") ? link.path("pingMillis").asText() + " ms" : "not yet known",
                    link.path("agent").asText()));
        }
        if (rows.isEmpty()) {
            printer.line("no link yet; 'kindling status' says what is being tried");
        } else {
            printer.table(List.of("node", "direction", "remote", "height", "round trip", "agent"), rows);
        }
    }
}
