package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a network off a tracker's whitelist. */
@Command(
        name = "remove",
        description =
                "Takes a network off the whitelist of a running tracker, which forgets it at once if the whitelist counts.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  kindling tracker networks remove village/network.spec --data t")
final class TrackerNetworksRemoveCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TrackerAdminOption tracker;

    @Parameters(paramLabel = "NETWORK", description = "a network id (64 hexadecimal digits), or a network spec")
    private String network;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        String id = NetworkName.id(network).hex();
        JsonNode answer = tracker.ask(client -> client.delete("/v1/networks/" + id));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
        } else {
            printer.line(TrackerNetworksCommand.served(answer));
        }
    }
}
