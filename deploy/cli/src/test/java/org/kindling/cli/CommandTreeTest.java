package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

final class CommandTreeTest {
    /** They run until Ctrl-C or print what is no data. */
    private static final Set<String> WITHOUT_JSON = Set.of("kindling completion");

    @Test
    void everyCommandSaysWhatItDoesAndShowsAnExample() {
        List<CommandSpec> commands = commands();

        assertThat(commands).hasSizeGreaterThan(25);
        assertThat(commands).allSatisfy(command -> {
            assertThat(command.usageMessage().description())
                    .as(command.qualifiedName())
                    .isNotEmpty();
            assertThat(String.join("\n", command.usageMessage().footer()))
                    .as(command.qualifiedName())
                    .contains(command.qualifiedName());
        });
    }

    @Test
    void everyOptionSaysWhatItIsForAndFitsTheSettingsFile() {
        for (CommandSpec command : commands()) {
            for (OptionSpec option : command.options()) {
                String name = command.qualifiedName() + " " + option.longestName();
                assertThat(option.description()).as(name).isNotEmpty();
                assertThat(option.longestName()).as(name).matches("--[a-z][a-z-]+");
            }
        }
    }

    @Test
    void everyValueHasANameInHelp() {
        for (CommandSpec command : commands()) {
            for (ArgSpec argument : command.args()) {
                boolean isNamed =
                        argument.arity().max() == 0 || !argument.paramLabel().startsWith("<");
                assertThat(isNamed)
                        .as("%s %s", command.qualifiedName(), argument)
                        .isTrue();
            }
        }
    }

    @Test
    void everyCommandIsSummedUpInAWholeSentence() {
        for (CommandSpec command : commands()) {
            assertThat(command.usageMessage().description()[0])
                    .as(command.qualifiedName())
                    .endsWith(".");
        }
    }

    @Test
    void everyCommandPrintsHelp() {
        for (CommandSpec command : commands()) {
            List<String> line = words(command.qualifiedName().replaceFirst("^kindling", ""));
            line.add("--help");

            Spoken spoken = Spoken.by(line.toArray(String[]::new));

            assertThat(spoken.exitCode()).as(command.qualifiedName()).isZero();
            assertThat(spoken.out())
                    .contains("Usage: " + command.qualifiedName())
                    .contains("Example");
        }
    }

    @Test
    void everyExampleIsUnderstood() {
        List<String> examples = commands().stream()
                .flatMap(command -> List.of(command.usageMessage().footer()).stream())
                .filter(line -> line.startsWith("  kindling "))
                .map(line -> line.substring("  kindling ".length())
                        .split(" {2,}| > ", 2)[0]
                        .strip())
                .distinct()
                .toList();

        assertThat(examples).hasSizeGreaterThan(40);
        for (String example : examples) {
            assertThatCode(() -> commandLine().parseArgs(words(example).toArray(String[]::new)))
                    .as("kindling %s", example)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void whateverPrintsDataPrintsItForProgramsToo() {
        List<String> without = commands().stream()
                .filter(command -> command.subcommands().isEmpty())
                .filter(command -> command.findOption("--json") == null)
                .map(CommandSpec::qualifiedName)
                .toList();

        assertThat(without).containsExactlyInAnyOrderElementsOf(WITHOUT_JSON);
    }

    @Test
    void completionKnowsEveryCommandAndOption() {
        Spoken spoken = Spoken.by("completion");

        assertThat(spoken.exitCode()).isZero();
        assertThat(spoken.out()).startsWith("#!/usr/bin/env bash").contains("--reward-to", "complete -F");
        assertThat(spoken.out()).contains("hybrid", "tracker-dies").doesNotContain("HYBRID");
        commandLine()
                .getSubcommands()
                .keySet()
                .forEach(name -> assertThat(spoken.out()).contains(name));
    }

    @Test
    void aMistypedCommandIsMetWithTheOneThatWasMeant() {
        Spoken spoken = Spoken.by("sttus");

        assertThat(spoken.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(spoken.err()).contains("status");
        assertThat(spoken.out()).isEmpty();
    }

    /** As on a machine where nothing is set. */
    private static CommandLine commandLine() {
        return Main.commandLine().setDefaultValueProvider(new Settings(Map.of(), new Properties()));
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>(List.of(line.strip().split(" +", -1)));
        words.removeIf(String::isEmpty);
        return words;
    }

    private static List<CommandSpec> commands() {
        List<CommandSpec> found = new ArrayList<>();
        collect(commandLine().getCommandSpec(), found);
        return found;
    }

    private static void collect(CommandSpec command, List<CommandSpec> found) {
        found.add(command);
        command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), found));
    }
}
