package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lifts a ban. */
@Command(
        name = "unban",
        description = "Lifts a ban.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  kindling peers unban 203.0.113.7 --data me")
final class PeersUnbanCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Mixin
    private TokenOption token;

    @Parameters(paramLabel = "NODE|HOST", description = "as 'kindling peers bans' lists it")
    private String whom;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        JsonNode answer = peer.change(token, client -> client.unban(whom));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
            return;
        }
        printer.line("not banned any more: " + whom);
    }
}
