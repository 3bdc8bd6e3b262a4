package org.kindling.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.kindling.cli.bench.LabBench;
import org.kindling.cli.bench.SignatureBench;
import org.kindling.cli.bench.SyncBench;
import org.kindling.cli.node.Folders;
import org.kindling.cli.node.StartFailed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast this machine is at what Kindling does most. */
@Command(
        name = "bench",
        description = "Measures how fast signatures, catching up, the lab and the tracker are on this machine.",
        mixinStandardHelpOptions = true,
        subcommands = BenchTrackerCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling bench signatures",
            "  kindling bench sync --transactions 100000 --json",
            "  kindling bench lab --peers 1000",
            "  kindling bench tracker --json"
        })
final class BenchCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "signatures",
            description = "Verifications a second by each provider, raw and through the one rule; "
                    + "the median of several batches, on one thread and on all cores.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  kindling bench signatures --json")
    void signatures(
            @Option(
                            names = "--batch",
                            defaultValue = "500ms",
                            paramLabel = "TIME",
                            description = "how long one batch lasts (default: ${DEFAULT-VALUE})")
                    String batch,
            @Option(
                            names = "--batches",
                            defaultValue = "5",
                            paramLabel = "N",
                            description = "how many are counted (default: ${DEFAULT-VALUE})")
                    int batches,
            @Option(names = "--json", description = "print one JSON object") boolean isJson) {
        print(new SignatureBench(Durations.positive("--batch", batch), positive(batches, "--batches")).run(), isJson);
    }

    @Command(
            name = "lab",
            description = "Steps a second of simulated peers, and what one of them takes of the heap.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  kindling bench lab --peers 1000 --json")
    void lab(
            @Option(
                            names = "--peers",
                            defaultValue = "200",
                            paramLabel = "N",
                            description = "how many peers (default: ${DEFAULT-VALUE})")
                    int peers,
            @Option(
                            names = "--duration",
                            defaultValue = "120s",
                            paramLabel = "TIME",
                            description = "how much virtual time (default: ${DEFAULT-VALUE})")
                    String duration,
            @Option(
                            names = "--seed",
                            defaultValue = "1",
                            paramLabel = "N",
                            description = "for all chance (default: ${DEFAULT-VALUE})")
                    long seed,
            @Option(names = "--json", description = "print one JSON object") boolean isJson) {
        print(new LabBench(positive(peers, "--peers"), Durations.positive("--duration", duration), seed).run(), isJson);
    }

    @Command(
            name = "sync",
            description = "How fast a fresh peer fetches and checks a chain from another one over sockets, "
                    + "also as a share of what two cores verify when they do nothing else.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  kindling bench sync --transactions 100000 --json")
    int sync(
            @Option(
                            names = "--transactions",
                            defaultValue = "100000",
                            paramLabel = "N",
                            description = "signed transactions in the chain (default: ${DEFAULT-VALUE})")
                    int transactions,
            @Option(names = "--json", description = "print one JSON object") boolean isJson) {
        Path folder = Folders.temporary("bench");
        try {
            Printer printer = new Printer(spec.commandLine());
            ObjectNode result = new SyncBench(positive(transactions, "--transactions"), folder, printer::story).run();
            print(result, isJson);
            return result.path("verdict").asText().equals("ok")
                    ? ExitCode.OK.code()
                    : ExitCode.VERIFICATION_FAILED.code();
        } catch (IOException | StartFailed e) {
            throw new CommandFailed(ExitCode.FAILED, "the measurement broke off: " + e.getMessage(), e);
        } finally {
            Folders.delete(folder);
        }
    }

    static int positive(int value, String option) {
        if (value < 1) {
            throw new CommandFailed(ExitCode.USAGE, option + " is " + value + "; it must be 1 or more");
        }
        return value;
    }

    private void print(ObjectNode result, boolean isJson) {
        print(new Printer(spec.commandLine()), result, isJson);
    }

    static void print(Printer printer, ObjectNode result, boolean isJson) {
        if (isJson) {
            printer.json(result);
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        flatten("", result, rows);
        printer.table(List.of("figure", "value"), rows);
    }

    private static void flatten(String path, JsonNode node, List<List<String>> rows) {
        node.properties().forEach(field -> {
            String name = path + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                flatten(name + ".", value, rows);
            } else {
                rows.add(List.of(name, value.asText()));
            }
        });
    }
}
