package org.kindling.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Prints the one table of options: flag, environment variable, key in the settings file, default. */
@Command(
        name = "options",
        description = "Lists every option with its environment variable, its key in the settings file and its default.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  kindling options")
final class OptionsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        Map<String, List<String>> rows = new TreeMap<>();
        collect(root, "", rows);
        new Printer(spec.commandLine())
                .table(List.of("command", "flag", "environment", "file", "default"), new ArrayList<>(rows.values()));
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
                                Settings.variable(option),
                                Settings.key(option),
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
