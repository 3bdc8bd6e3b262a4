package org.kindling.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the one table of options: flag, environment variable, key in the settings file, default. */
@Command(
        name = "options",
        description = "Lists every option with its environment variable, its key in the settings file and its default.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  kindling options", "  kindling options --json"})
final class OptionsCommand implements Runnable {
    private static final List<String> HEADS = List.of("command", "flag", "environment", "file", "default");

    @Spec
    private CommandSpec spec;

    @Option(names = "--markdown", description = "print it as docs/configuration.md has it")
    private boolean isMarkdown;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        Map<String, List<String>> rows = new TreeMap<>();
        collect(spec.root().commandLine(), "", rows);
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(json(rows.values()));
        } else if (isMarkdown) {
            printer.line(markdown(HEADS) + "\n" + "|---".repeat(HEADS.size()) + "|");
            rows.values().forEach(row -> printer.line(markdown(row)));
        } else {
            printer.table(HEADS, new ArrayList<>(rows.values()));
        }
    }

    private static ObjectNode json(Collection<List<String>> rows) {
        ObjectNode shape = JsonNodeFactory.instance.objectNode();
        ArrayNode list = shape.putArray("options");
        for (List<String> row : rows) {
            ObjectNode option = list.addObject();
            for (int i = 0; i < row.size(); i++) {
                option.put(HEADS.get(i), row.get(i));
            }
        }
        return shape;
    }

    private static String markdown(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.isEmpty() ? " " : " " + cell + " ")
                .collect(Collectors.joining("|", "|", "|"));
    }

    private static void collect(CommandLine command, String path, Map<String, List<String>> rows) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden() && !option.usageHelp() && !option.versionHelp()) {
                String defaultText = option.defaultValue() == null ? "" : option.defaultValue();
                rows.put(
                        path + " " + option.longestName(),
                        List.of(
                                path.strip(),
                                option.longestName(),
                                Settings.isSettable(option) ? Settings.variable(option) : "",
                                Settings.isSettable(option) ? Settings.key(option) : "",
                                defaultText));
            }
        }
        command.getSubcommands().forEach((name, sub) -> {
            if (!sub.getCommandSpec().usageMessage().hidden()) {
                collect(sub, path + " " + name, rows);
            }
        });
    }
}
