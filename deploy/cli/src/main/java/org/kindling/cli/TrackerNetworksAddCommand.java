package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.kindling.peer.shell.api.JsonClient;
import org.kindling.protocol.identity.NetworkId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts networks on a tracker's whitelist. */
@Command(
        name = "add",
        description =
                "Puts networks on the whitelist of a running tracker, with the BitTorrent swarms that they are; also after a restart.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling tracker networks add village/network.spec --data t",
            "  kindling tracker networks add dbc1b4c900fb2ff2d8fb8a1d25c8d5cf32b3a4c1c9b6fdd1a6d9b3b2c4f5d986 --data t"
        })
final class TrackerNetworksAddCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TrackerAdminOption tracker;

    @Parameters(
            paramLabel = "NETWORK",
            arity = "1..*",
            description = "a network id (64 hexadecimal digits), or a network spec")
    private List<String> networks;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        List<NetworkId> named = networks.stream().map(NetworkName::id).toList();
        JsonNode answer = tracker.ask(client -> add(named, client));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
        } else {
            printer.line(TrackerNetworksCommand.served(answer));
        }
    }

    private static JsonNode add(List<NetworkId> named, JsonClient client) throws IOException {
        JsonNode last = null;
        for (NetworkId network : named) {
            last = client.change("PUT", "/v1/networks/" + network.hex(), Map.of());
        }
        return last == null ? client.readAsOwner("/v1/networks") : last;
    }
}
