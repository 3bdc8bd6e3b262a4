package org.kindling.cli;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What a complaint must add for somebody who never typed the option it speaks of: where its value comes from.
 *
 * <p>Rationale: a variable of the environment was set days ago, or by somebody else; who reads of a flag looks for it in his line.
 */
final class Untyped {
    private static final String SWITCH_WORDS = "; a switch is true, yes or 1, or false, no or 0";

    private Untyped() {}

    /** For a command that failed: the options its sentence names. */
    static String origins(String sentence, ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        ParseResult command = last;
        return inWords(
                command.commandSpec().options().stream().filter(option -> names(sentence, option)),
                command.commandSpec().commandLine(),
                option -> !command.hasMatchedOption(option));
    }

    /** For a line that was not understood: the option that was the trouble, and the words it knows. */
    static String origins(ParameterException mistake, String... words) {
        ArgSpec argument = mistake.getArgSpec();
        if (!(argument instanceof OptionSpec option)) {
            return "";
        }
        boolean isTyped =
                Stream.of(words).anyMatch(word -> List.of(option.names()).contains(word.split("=", 2)[0]));
        String origin = inWords(Stream.of(option), mistake.getCommandLine(), any -> !isTyped);
        return (option.typeInfo().isBoolean() ? SWITCH_WORDS : "") + origin;
    }

    private static boolean names(String sentence, OptionSpec option) {
        return sentence.matches("(?s).*(?<![a-z-])" + option.longestName() + "(?![a-z-]).*");
    }

    private static String inWords(Stream<OptionSpec> options, CommandLine command, Predicate<OptionSpec> isUntyped) {
        Settings settings = (Settings) command.getDefaultValueProvider();
        List<String> origins = options.filter(isUntyped)
                .flatMap(option -> settings.origin(option).map(from -> option.longestName() + " from " + from).stream())
                .toList();
        return origins.isEmpty() ? "" : " (" + String.join(", ", origins) + ")";
    }
}
