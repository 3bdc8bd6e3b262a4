package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which networks are at a running tracker, and which it serves. */
@Command(
        name = "networks",
        description = "Lists the networks at a running tracker; says which it is to serve, and which to forget.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TrackerNetworksAddCommand.class,
            TrackerNetworksRemoveCommand.class,
            TrackerNetworksDropCommand.class,
            TrackerNetworksModeCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling tracker networks --data t",
            "  kindling tracker networks --data t --json",
            "  kindling tracker networks --admin 127.0.0.1:7071 --token-file t/admin.token"
        })
final class TrackerNetworksCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TrackerAdminOption tracker;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        JsonNode answer = tracker.ask(client -> client.readAsOwner("/v1/networks"));
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(answer);
            return;
        }
        printer.line(served(answer));
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode network : answer.path("networks")) {
            rows.add(List.of(
                    network.path("network").asText(),
                    network.path("isListed").asBoolean() ? "yes" : "no",
                    network.path("peers").asText(),
                    network.path("barePeers").asText(),
                    network.path("announces").asText()));
        }
        if (rows.isEmpty()) {
            printer.line("nobody has announced, and no network is on the whitelist");
        } else {
            printer.table(List.of("network", "on the whitelist", "peers", "by address alone", "announces"), rows);
        }
    }

    /** What a tracker says of itself after a change, in words. */
    static String served(JsonNode answer) {
        int listed = answer.path("listed").asInt();
        if (!answer.path("mode").asText().equals("open") && listed == 0) {
            return "whitelist: nobody is served, for no network is on it; 'kindling tracker networks add' puts one there";
        }
        String list = listed + (listed == 1 ? " network is" : " networks are") + " on the whitelist";
        return answer.path("mode").asText().equals("open")
                ? "open: every network is served; " + list
                        + ", which counts after 'kindling tracker networks mode whitelist'"
                : "whitelist: no other network is served; " + list;
    }
}
