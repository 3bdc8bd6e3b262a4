package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps a running peer linked to an address. */
@Command(
        name = "add",
        description =
                "Has a running peer call this address now, again and again, and never refuse for lack of room whoever answers there.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  kindling peers add 203.0.113.7:4711 --data me")
final class PeersAddCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Mixin
    private TokenOption token;

    @Parameters(paramLabel = "HOST:PORT", description = "where the other peer listens")
    private String endpoint;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        JsonNode answer = peer.change(token, client -> client.instruct("befriend", Map.of("endpoint", endpoint)));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
            return;
        }
        printer.line("is called from now on: " + endpoint);
    }
}
