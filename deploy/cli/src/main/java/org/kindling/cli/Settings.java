package org.kindling.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
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
        if (!(arg instanceof OptionSpec option) || option.longestName().length() < 4) {
            return null;
        }
        String fromEnvironment = environment.get(variable(option));
        return fromEnvironment != null ? fromEnvironment : file.getProperty(key(option));
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
