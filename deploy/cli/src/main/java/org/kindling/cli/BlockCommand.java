package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One block. */
@Command(
        name = "block",
        description = "Shows a block with its transactions.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  kindling block 12 --data me", "  kindling block head --data me --json"})
final class BlockCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Parameters(paramLabel = "HEIGHT|ID", description = "height on the best chain, id, or 'head'")
    private String reference;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        if (!reference.matches("head|[0-9]{1,15}|[0-9a-fA-F]{64}")) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "'" + reference + "' is no block; name a height, an id of 64 hex digits, or 'head'");
        }
        Optional<JsonNode> found = peer.ask(client -> {
            String wanted = reference.equals("head")
                    ? client.read("/v1/head").path("height").asText()
                    : reference;
            return client.find("/v1/blocks/" + wanted.toLowerCase(Locale.ROOT));
        });
        JsonNode block = found.orElseThrow(
                () -> new CommandFailed(ExitCode.REFUSED, "the peer has no block '" + reference + "'"));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(block);
            return;
        }
        printer.line("block " + block.path("height").asLong() + "  "
                + block.path("id").asText());
        for (String key : new String[] {"time", "parent", "producer", "stateRoot", "transactionRoot", "bits"}) {
            printer.line(
                    "  " + key + " ".repeat(16 - key.length()) + block.path(key).asText());
        }
        printer.line("  transactions    " + block.path("transactions").size());
        for (JsonNode transaction : block.path("transactions")) {
            printer.line("    " + transaction.path("id").asText() + "  "
                    + transaction.path("sender").asText());
        }
    }
}
