package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Flags before environment before file before default, for every option alike. */
final class ConfigurationTest {
    private static final String FLAG = "--listen";

    @Test
    void whatIsTypedWinsOverTheEnvironment() {
        CommandLine kindling = with(Map.of("KINDLING_LISTEN", "127.0.0.1:1"), Map.of("listen", "127.0.0.1:2"));

        assertThat(listen(kindling, "tracker", FLAG, "127.0.0.1:3")).isEqualTo("127.0.0.1:3");
    }

    @Test
    void theEnvironmentWinsOverTheFile() {
        CommandLine kindling = with(Map.of("KINDLING_LISTEN", "127.0.0.1:1"), Map.of("listen", "127.0.0.1:2"));

        assertThat(listen(kindling, "tracker")).isEqualTo("127.0.0.1:1");
    }

    @Test
    void theFileWinsOverTheDefault() {
        CommandLine kindling = with(Map.of(), Map.of("listen", "127.0.0.1:2"));

        assertThat(listen(kindling, "tracker")).isEqualTo("127.0.0.1:2");
    }

    @Test
    void withoutAnyOfThemTheDefaultHolds() {
        assertThat(listen(with(Map.of(), Map.of()), "tracker")).isEqualTo("127.0.0.1:7070");
    }

    @Test
    void aRequiredOptionMayComeFromTheEnvironment() {
        CommandLine kindling = with(Map.of("KINDLING_DATA", "somewhere"), Map.of());

        CommandLine.ParseResult parsed = kindling.parseArgs("up").subcommand();

        assertThat(parsed.commandSpec().findOption("--data").<Path>getValue()).isEqualTo(Path.of("somewhere"));
    }

    @Test
    void aSettingMeansTheSameToEveryCommandThatReadsIt() {
        Map<String, Set<String>> meanings = new TreeMap<>();
        for (OptionSpec option : options(Main.commandLine())) {
            meanings.computeIfAbsent(Settings.key(option), key -> new TreeSet<>())
                    .add(option.longestName() + " " + option.paramLabel().replaceFirst("^<.*>$", ""));
        }

        assertThat(meanings).hasSizeGreaterThan(30);
        assertThat(meanings)
                .allSatisfy((key, meaning) -> assertThat(meaning).as(key).hasSize(1));
    }

    @Test
    void aTypedFolderWinsOverAnApiThatIsOnlySet() {
        Spoken spoken = with(Map.of("KINDLING_API", "http://127.0.0.1:1"), "status", "--data", "no-such-folder");

        assertThat(spoken.err()).contains("no-such-folder").doesNotContain("http://127.0.0.1:1");
    }

    @Test
    void aTypedApiWinsOverAFolderThatIsOnlySet() {
        Spoken spoken = with(Map.of("KINDLING_DATA", "no-such-folder"), "status", "--api", "http://127.0.0.1:1");

        assertThat(spoken.err()).contains("http://127.0.0.1:1").doesNotContain("no-such-folder");
    }

    @Test
    void whereNoneIsTypedTheFolderWins() {
        Spoken spoken = with(
                Map.of("KINDLING_DATA", "no-such-folder", "KINDLING_API", "http://127.0.0.1:1"),
                "wallet",
                "balance",
                "kd1");

        assertThat(spoken.err()).contains("no-such-folder");
    }

    @Test
    void aSwitchIsSetByAnyWordForYes() {
        for (String yes : List.of("true", "1", "yes", "YES")) {
            assertThat(isJson(Map.of("KINDLING_JSON", yes))).as(yes).isTrue();
        }
        for (String no : List.of("false", "0", "no")) {
            assertThat(isJson(Map.of("KINDLING_JSON", no))).as(no).isFalse();
        }
        assertThat(with(Map.of("KINDLING_JSON", "perhaps"), "version").exitCode())
                .isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void whoTypedNothingWrongLearnsWhereItIsSet() {
        Spoken fromEnvironment = with(Map.of("KINDLING_API", "foo"), "status");
        Spoken fromFile = with(Map.of(), Map.of("api", "foo"), "status");
        Spoken typed = with(Map.of("KINDLING_API", "foo"), "status", "--api", "bar");

        assertThat(fromEnvironment.err()).contains("--api is 'foo'", "--api from KINDLING_API");
        assertThat(fromFile.err()).contains("--api is 'foo'", "--api from 'api' in the settings file");
        assertThat(typed.err()).contains("--api is 'bar'").doesNotContain("KINDLING_API");
    }

    @Test
    void aSwitchSetByAWordThatIsNoneNamesTheWordsThereAre() {
        Spoken spoken = with(Map.of("KINDLING_MINE", "maybe"), "peer", "--data", "me");

        assertThat(spoken.err()).contains("'maybe'", "true, yes or 1", "--mine from KINDLING_MINE");
    }

    @Test
    void whatBelongsToOnePaymentIsOnlyEverTyped() {
        Map<String, String> environment = Map.of("KINDLING_NONCE", "7", "KINDLING_TO", "kd1=5");
        CommandLine kindling = with(environment, Map.of("nonce", "7"));

        CommandLine.ParseResult send = kindling.parseArgs("wallet", "send", "purse", "--record", "note")
                .subcommand()
                .subcommand();

        assertThat(send.commandSpec().findOption("--nonce").<Long>getValue()).isNull();
        assertThat(send.commandSpec().findOption("--to").<List<String>>getValue())
                .isNull();
        assertThat(with(environment, "version").err()).contains("KINDLING_NONCE", "KINDLING_TO");
    }

    @Test
    void whatIsSetAndMeansNothingIsTold() {
        StringWriter err = new StringWriter();

        with(Map.of("KINDLING_DATTA", "me", "KINDLING_LOG", "loud", "KINDLING_DATA", "me"), Map.of("lissten", "x"))
                .setErr(new PrintWriter(err))
                .setOut(new PrintWriter(new StringWriter()))
                .execute("version");

        assertThat(err.toString().lines())
                .hasSize(3)
                .anyMatch(line -> line.contains("KINDLING_DATTA"))
                .anyMatch(line -> line.contains("loud"))
                .anyMatch(line -> line.contains("'lissten'"));
    }

    /** To bring the page up to date: {@code deploy/kindling options --markdown}. */
    @Test
    void thePageShowsTheTableThatTheCommandPrints() throws Exception {
        StringWriter table = new StringWriter();
        with(Map.of(), Map.of()).setOut(new PrintWriter(table)).execute("options", "--markdown");

        String page = Files.readString(root().resolve("docs/configuration.md"));

        assertThat(page).contains(table.toString().strip());
    }

    private static CommandLine with(Map<String, String> environment, Map<String, String> lines) {
        Properties file = new Properties();
        file.putAll(lines);
        return Main.commandLine().setDefaultValueProvider(new Settings(environment, file));
    }

    private static boolean isJson(Map<String, String> environment) {
        return with(environment, Map.of())
                .parseArgs("version")
                .subcommand()
                .commandSpec()
                .findOption("--json")
                .<Boolean>getValue();
    }

    private record Spoken(int exitCode, String err) {}

    private static Spoken with(Map<String, String> environment, String... line) {
        return with(environment, Map.of(), line);
    }

    private static Spoken with(Map<String, String> environment, Map<String, String> lines, String... line) {
        StringWriter err = new StringWriter();
        int exitCode = with(environment, lines).setErr(new PrintWriter(err)).execute(line);
        return new Spoken(exitCode, err.toString());
    }

    private static List<OptionSpec> options(CommandLine command) {
        List<OptionSpec> found = new ArrayList<>(command.getCommandSpec().options());
        command.getSubcommands().values().forEach(sub -> found.addAll(options(sub)));
        found.removeIf(option -> option.usageHelp() || option.versionHelp());
        return found;
    }

    private static String listen(CommandLine kindling, String... line) {
        return kindling.parseArgs(line)
                .subcommand()
                .commandSpec()
                .findOption(FLAG)
                .getValue();
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("LICENSE"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
