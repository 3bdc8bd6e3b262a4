package org.kindling.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.kindling.peer.lab.scenario.Scenario;
import org.kindling.peer.lab.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Simulated networks. */
@Command(
        name = "lab",
        description = "Plays what may befall a network of many peers, in virtual time and repeatably.",
        mixinStandardHelpOptions = true,
        subcommands = {LabRunCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling lab list",
            "  kindling lab run tracker-dies",
            "  kindling lab run eighty-percent-gone --peers 200 --seeds 1..100 --json"
        })
final class LabCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "list",
            description = "Lists the scenarios there are.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  kindling lab list")
    void list(@Option(names = "--json", description = "print one JSON object") boolean isJson) {
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(json());
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Scenario scenario : Scenarios.all()) {
            rows.add(List.of(scenario.name(), Integer.toString(scenario.peers()), scenario.sentence()));
        }
        printer.table(List.of("scenario", "peers", "what happens, and what must hold"), rows);
    }

    private static ObjectNode json() {
        ObjectNode shape = JsonNodeFactory.instance.objectNode();
        ArrayNode list = shape.putArray("scenarios");
        for (Scenario scenario : Scenarios.all()) {
            list.addObject()
                    .put("scenario", scenario.name())
                    .put("peers", scenario.peers())
                    .put("sentence", scenario.sentence());
        }
        return shape;
    }
}
