package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a tracker's whitelist counts. */
@Command(
        name = "mode",
        description =
                "Says whether a running tracker serves every network, or those on its whitelist and forgets the others.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling tracker networks mode whitelist --data t",
            "  kindling tracker networks mode open --data t"
        })
final class TrackerNetworksModeCommand implements Runnable {
    /** Whom a tracker serves. */
    enum Mode {
        OPEN,
        WHITELIST
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrackerAdminOption tracker;

    @Parameters(
            paramLabel = "open|whitelist",
            description = "${COMPLETION-CANDIDATES}: everybody, or those on the list")
    private Mode mode;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        String word = mode.name().toLowerCase(Locale.ROOT);
        JsonNode answer = tracker.ask(client -> client.change("PUT", "/v1/mode", Map.of("mode", word)));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
        } else {
            printer.line(TrackerNetworksCommand.served(answer));
        }
    }
}
