package org.kindling.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where an option's value comes from when the command line does not give it: the environment ({@code KINDLING_DATA} for
 * {@code --data}), then the file {@code kindling.properties} in the working folder or the one {@code KINDLING_CONFIG} names ({@code data=…}),
 * then the option's own default.
 */
final class Settings implements IDefaultValueProvider {
    private static final String FILE = "kindling.properties";
    private static final String FILE_VARIABLE = "KINDLING_CONFIG";

    private static final String LOG_VARIABLE = "KINDLING_LOG";
    private static final List<String> LOG_LEVELS = List.of("error", "warn", "info", "debug");
    /** What the script that starts this reads. */
    private static final String SCRIPT_VARIABLE = "KINDLING_JAVA_OPTS";

    /** Each belongs to one payment; lying about in an environment they would go into the next one too. */
    private static final List<String> ONLY_TYPED = List.of("--to", "--record", "--notarise", "--nonce", "--again");

    private final Map<String, String> environment;
    private final Properties file;

    Settings(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    static Settings ofThisProcess() {
        String named = System.getenv(FILE_VARIABLE);
        Path path = Path.of(named == null ? FILE : named);
        if (named != null && !Files.isReadable(path)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    FILE_VARIABLE + " names '" + named + "', which cannot be read; correct or unset it");
        }
        Properties file = new Properties();
        if (Files.isReadable(path)) {
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                file.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new CommandFailed(
                        ExitCode.USAGE, "'" + path + "' is not a properties file: " + e.getMessage(), e);
            }
        }
        return new Settings(System.getenv(), file);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || !isSettable(option)) {
            return null;
        }
        String fromEnvironment = environment.get(variable(option));
        String set = fromEnvironment != null ? fromEnvironment : file.getProperty(key(option));
        return set != null && option.typeInfo().isBoolean() ? truth(set) : set;
    }

    /** Where the value of an option comes from that nobody typed: the variable, or the line of the file; empty if it is the default. */
    Optional<String> origin(OptionSpec option) {
        if (!isSettable(option)) {
            return Optional.empty();
        }
        if (environment.containsKey(variable(option))) {
            return Optional.of(variable(option));
        }
        return Optional.ofNullable(file.getProperty(key(option)))
                .map(set -> "'" + key(option) + "' in the settings file");
    }

    /** Whether it has a name in the environment and in the file. */
    static boolean isSettable(OptionSpec option) {
        return option.longestName().length() >= 4 && !ONLY_TYPED.contains(option.longestName());
    }

    private static String truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "yes" -> "true";
            case "0", "no" -> "false";
            default -> text;
        };
    }

    /** How much to log, if it is said in words that are understood. */
    Optional<String> logLevel() {
        return Optional.ofNullable(environment.get(LOG_VARIABLE))
                .map(level -> level.toLowerCase(Locale.ROOT))
                .filter(LOG_LEVELS::contains);
    }

    /** What is set and means nothing, a sentence each. */
    List<String> warnings(CommandLine root) {
        Set<String> keys = new TreeSet<>();
        Set<String> variables = new TreeSet<>(List.of(FILE_VARIABLE, LOG_VARIABLE, SCRIPT_VARIABLE));
        collect(root, keys, variables);
        List<String> warnings = new ArrayList<>();
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith("KINDLING_") && !variables.contains(name)) {
                warnings.add("the environment has " + name + ", which is no setting");
            }
        }
        for (String line : file.stringPropertyNames().stream().sorted().toList()) {
            if (!keys.contains(line)) {
                warnings.add("the settings file has '" + line + "', which is no setting");
            }
        }
        if (environment.containsKey(LOG_VARIABLE) && logLevel().isEmpty()) {
            warnings.add(LOG_VARIABLE + " is '" + environment.get(LOG_VARIABLE) + "', which is none of "
                    + String.join(", ", LOG_LEVELS));
        }
        return warnings;
    }

    private static void collect(CommandLine command, Set<String> keys, Set<String> variables) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (isSettable(option)) {
                keys.add(key(option));
                variables.add(variable(option));
            }
        }
        command.getSubcommands().values().forEach(sub -> collect(sub, keys, variables));
    }

    /** The option's name in the settings file: {@code data} for {@code --data}. */
    static String key(OptionSpec option) {
        return option.longestName().substring("--".length());
    }

    /** The option's name in the environment: {@code KINDLING_DATA} for {@code --data}. */
    static String variable(OptionSpec option) {
        return "KINDLING_" + key(option).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
