package org.kindling.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.bench.TrackerBench;
import org.kindling.cli.bench.TrackerSubject;
import org.kindling.cli.node.Folders;
import org.kindling.cli.node.StartFailed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much a tracker answers, beside those of others. */
@Command(
        name = "tracker",
        description = {
            "Announces a second of a tracker's core, how long they take, and what a registered peer takes of memory.",
            "Starts trackers of its own on loopback, Kindling's and, where they are installed, opentracker and npm's bittorrent-tracker, "
                    + "one after another, several rounds; or asks a running one."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling bench tracker --json",
            "  kindling bench tracker --duration 2s --rounds 1 --registered 0",
            "  kindling bench tracker --against udp://127.0.0.1:6969 --pid 4711"
        })
final class BenchTrackerCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--against",
            paramLabel = "URL",
            description = "ask this running tracker only: udp://HOST:PORT or http://HOST:PORT/announce")
    private @Nullable URI against;

    @Option(
            names = "--pid",
            paramLabel = "N",
            description = "its process, if it runs on this machine: what it uses is measured")
    private @Nullable Long pid;

    @Option(
            names = "--opentracker",
            defaultValue = "opentracker",
            paramLabel = "FILE",
            description = "where the program is, if not on the PATH")
    private String opentracker;

    @Option(
            names = "--bittorrent-tracker",
            defaultValue = "bittorrent-tracker",
            paramLabel = "FILE",
            description = "where the program is, if not on the PATH")
    private String bittorrentTracker;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "N",
            description = "how often each is measured (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--duration",
            defaultValue = "5s",
            paramLabel = "TIME",
            description = "how long each load lasts, and the warm-up before it (default: ${DEFAULT-VALUE})")
    private String duration;

    @Option(
            names = "--registered",
            defaultValue = "1000000",
            paramLabel = "N",
            description =
                    "memory is measured with so many peers and a tenth of them; 0 for not at all (default: ${DEFAULT-VALUE})")
    private int registered;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    @Override
    public void run() {
        Printer printer = new Printer(spec.commandLine());
        Path folder = Folders.temporary("bench");
        try {
            List<TrackerSubject> subjects = against == null ? installed(folder, printer) : List.of(running(against));
            ObjectNode result = new TrackerBench(plan(), printer::story).run(subjects);
            BenchCommand.print(printer, result, isJson);
        } catch (IOException | UncheckedIOException | StartFailed e) {
            throw new CommandFailed(ExitCode.FAILED, "the measurement broke off: " + e.getMessage(), e);
        } finally {
            Folders.delete(folder);
        }
    }

    private TrackerBench.Plan plan() {
        if (registered < 0 || registered > TrackerBench.REGISTERED_MAX) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--registered is " + registered + "; it must be 0 to " + TrackerBench.REGISTERED_MAX);
        }
        return new TrackerBench.Plan(
                BenchCommand.positive(rounds, "--rounds"),
                Durations.positive("--duration", duration),
                TrackerBench.PEERS_ASKING,
                against == null ? registered : 0);
    }

    private List<TrackerSubject> installed(Path folder, Printer printer) throws IOException {
        TrackerBench.writeWhitelist(folder);
        List<TrackerSubject> subjects = new ArrayList<>();
        subjects.add(TrackerSubject.kindling(folder));
        TrackerSubject.opentracker(opentracker, folder)
                .ifPresentOrElse(subjects::add, () -> printer.story(missing("opentracker", "--opentracker")));
        TrackerSubject.bittorrentTracker(bittorrentTracker, folder)
                .ifPresentOrElse(
                        subjects::add, () -> printer.story(missing("bittorrent-tracker", "--bittorrent-tracker")));
        return subjects;
    }

    private TrackerSubject running(URI url) {
        Optional<ProcessHandle> process = Optional.ofNullable(pid)
                .map(number -> ProcessHandle.of(number)
                        .orElseThrow(() ->
                                new CommandFailed(ExitCode.USAGE, "--pid is " + number + ", and no process has it")));
        try {
            return TrackerSubject.running(url, process);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitCode.USAGE, "--against: " + e.getMessage(), e);
        }
    }

    private static String missing(String program, String option) {
        return program + " is not measured: it is not on the PATH; install it, or name it with " + option;
    }
}
