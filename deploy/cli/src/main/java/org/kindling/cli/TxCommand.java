package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One transaction and where it stands. */
@Command(
        name = "tx",
        description = "Says where a transaction stands: pending, available with its depth, or dropped and why.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  kindling tx 9f86…0a08 --data me", "  kindling tx 9f86…0a08 --data me --wait --depth 3"})
final class TxCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PeerOption peer;

    @Mixin
    private DepthOption waiting;

    @Parameters(paramLabel = "ID", description = "transaction id, 64 hex digits")
    private String id;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        if (!id.matches("[0-9a-fA-F]{64}")) {
            throw new CommandFailed(ExitCode.USAGE, "'" + id + "' is no transaction id; one has 64 hex digits");
        }
        String wanted = id.toLowerCase(Locale.ROOT);
        waiting.until(wanted, peer);
        JsonNode transaction = peer.ask(client -> client.read("/v1/txs/" + wanted));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(transaction);
            return;
        }
        print(transaction, printer);
    }

    private static void print(JsonNode transaction, Printer printer) {
        printer.line("transaction " + transaction.path("id").asText());
        if (DepthOption.isDropped(transaction)) {
            printer.line("  status   dropped: " + transaction.path("reason").asText());
            return;
        }
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
