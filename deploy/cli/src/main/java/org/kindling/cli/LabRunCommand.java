package org.kindling.cli;

import java.util.Iterator;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.lab.report.RunReport;
import org.kindling.peer.lab.report.ScenarioReport;
import org.kindling.peer.lab.scenario.Scenario;
import org.kindling.peer.lab.scenario.ScenarioRunner;
import org.kindling.peer.lab.scenario.Scenarios;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays one scenario over a range of seeds. */
@Command(
        name = "run",
        description = "Plays one scenario once a seed and says whether everything held.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling lab run tracker-dies",
            "  kindling lab run eighty-percent-gone --peers 200 --seeds 1..100 --json",
            "",
            "The same seed gives the same fingerprint on every machine.",
            "Exit codes: 0 every verdict is ok, 5 one is not."
        })
final class LabRunCommand implements Callable<Integer> {
    private static final Pattern SEEDS = Pattern.compile("([0-9]{1,18})(?:\\.\\.([0-9]{1,18}))?");
    private static final long RUNS_MAX = 100_000;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            completionCandidates = Names.class,
            description = "one of those that 'kindling lab list' names")
    private String name;

    @Option(names = "--peers", paramLabel = "N", description = "how many peers (default: what the scenario likes)")
    private @Nullable Integer peers;

    @Option(
            names = "--seeds",
            defaultValue = "1..5",
            paramLabel = "A..B",
            description = "which seeds, both included (default: ${DEFAULT-VALUE})")
    private String seeds;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    /** What a shell may complete. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Scenarios.all().stream().map(Scenario::name).iterator();
        }
    }

    @Override
    public Integer call() {
        Scenario scenario = scenario();
        OptionalInt count = peers == null ? OptionalInt.empty() : OptionalInt.of(checked(peers));
        Range range = Range.parse(seeds);
        Printer printer = new Printer(spec.commandLine());
        ScenarioReport report = ScenarioRunner.run(
                scenario.name(),
                count,
                range.from(),
                range.to(),
                (run, done, all) -> printer.story(line(run, done, all)));
        if (isJson) {
            printer.line(report.json());
        } else {
            printer.line(report.table().stripTrailing());
        }
        return report.isOk() ? ExitCode.OK.code() : ExitCode.VERIFICATION_FAILED.code();
    }

    private Scenario scenario() {
        return Scenarios.find(name)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.USAGE,
                        "there is no scenario '" + name + "'; there are "
                                + Scenarios.all().stream().map(Scenario::name).collect(Collectors.joining(", "))));
    }

    private static int checked(int count) {
        if (count < 2) {
            throw new CommandFailed(ExitCode.USAGE, "--peers is " + count + "; a network needs 2 or more");
        }
        return count;
    }

    /** A failed verdict says itself how to see the run again. */
    private static String line(RunReport run, int done, int all) {
        return String.format(
                Locale.ROOT,
                "%d/%d  seed %d  %.0f virtual s, %d steps: %s",
                done,
                all,
                run.seed(),
                run.virtualSeconds(),
                run.steps(),
                run.verdict());
    }

    /** The seeds {@code from} to {@code to}, both included. */
    private record Range(long from, long to) {
        static Range parse(String text) {
            Matcher matcher = SEEDS.matcher(text.strip());
            if (!matcher.matches()) {
                throw new CommandFailed(ExitCode.USAGE, "--seeds is '" + text + "'; write it like 7 or 1..100");
            }
            long from = Long.parseLong(matcher.group(1));
            long to = matcher.group(2) == null ? from : Long.parseLong(matcher.group(2));
            if (to < from || to - from >= RUNS_MAX) {
                throw new CommandFailed(
                        ExitCode.USAGE, "--seeds is '" + text + "', which is not 1 to " + RUNS_MAX + " seeds");
            }
            return new Range(from, to);
        }
    }
}
