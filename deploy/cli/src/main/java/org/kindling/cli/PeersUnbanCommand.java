package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.shell.api.ApiClient;
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
        JsonNode answer = peer.change(token, this::unban);
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
            return;
        }
        printer.line("not banned any more: " + whom);
    }

    /** Rationale: who lifts a ban under a name that is not in the list would believe it lifted. */
    private JsonNode unban(ApiClient client) throws IOException {
        for (JsonNode ban : client.read("/v1/bans").path("bans")) {
            if (ban.path("whom").asText().equals(spelling())) {
                return client.unban(whom);
            }
        }
        throw new CommandFailed(ExitCode.REFUSED, "'" + whom + "' is not banned; 'kindling peers bans' lists who is");
    }

    private String spelling() {
        try {
            return Ban.subject(whom);
        } catch (IllegalArgumentException notWorthABan) {
            return whom.strip().toLowerCase(Locale.ROOT);
        }
    }
}
