package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One transaction and where it stands. */
@Command(
        name = "tx",
        description = "Says where a transaction stands: pending, or available with its depth.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  kindling tx 9f86…0a08 --data me", "  kindling tx 9f86…0a08 --data me --wait --depth 3"})
final class TxCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Mixin
    private WaitOption waiting;

    @Parameters(paramLabel = "ID", description = "transaction id, 64 hex digits")
    private String id;

    @Option(
            names = "--depth",
            defaultValue = "1",
            description = "with --wait: how deep it must be (default: ${DEFAULT-VALUE})")
    private int depth;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        String path = "/v1/txs/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        waiting.until(
                "transaction " + id + " to be " + depth + " deep",
                () -> peer.ask(client -> client.find(path))
                        .filter(found -> found.path("depth").asLong() >= depth)
                        .isPresent());
        JsonNode transaction = peer.ask(client -> client.read(path));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(transaction);
            return;
        }
        printer.line("transaction " + transaction.path("id").asText());
        printer.line("  status   " + transaction.path("status").asText()
                + (transaction.has("depth")
                        ? " (height " + transaction.path("height").asLong() + ", depth "
                                + transaction.path("depth").asLong() + ")"
                        : ""));
        printer.line("  sender   " + transaction.path("sender").asText());
        printer.line("  nonce    " + transaction.path("nonce").asLong());
        printer.line("  fee      " + transaction.path("fee").asLong());
        for (JsonNode payment : transaction.path("payments")) {
            printer.line("  pays     " + payment.path("amount").asLong() + " to "
                    + payment.path("to").asText());
        }
        if (transaction.has("recordHex")) {
            printer.line("  record   " + transaction.path("recordHex").asText().length() / 2 + " bytes");
        }
        if (transaction.has("notarised")) {
            printer.line("  notarises " + transaction.path("notarised").asText());
        }
    }
}
