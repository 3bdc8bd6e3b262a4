package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a tracker forget who is in a network. */
@Command(
        name = "drop",
        description =
                "Has a running tracker forget who is in a network; whoever announces again is listed again, if the network is served.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  kindling tracker networks drop village/network.spec --data t")
final class TrackerNetworksDropCommand implements Runnable {
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
        JsonNode answer = tracker.ask(client -> client.delete("/v1/networks/" + id + "/leases"));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
        } else {
            printer.line("forgotten: " + answer.path("droppedPeers").asText() + " peers, and "
                    + answer.path("droppedBarePeers").asText() + " known by address alone");
        }
    }
}
