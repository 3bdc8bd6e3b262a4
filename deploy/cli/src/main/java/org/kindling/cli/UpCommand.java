package org.kindling.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.cli.UpNetwork.Member;
import org.kindling.cli.node.RunningPeer;
import org.kindling.cli.node.StartFailed;
import org.kindling.peer.shell.disk.FolderLock;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.NetworkSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a whole network on this machine. */
@Command(
        name = "up",
        description = "Runs a tracker and peers on this machine until Ctrl-C or SIGTERM, and resumes them next time.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling up --peers 4 --data net               all in this process",
            "  kindling up --peers 4 --data net --processes   each a process of its own",
            "  kindling up --peers 4 --data net --no-tracker  peers find each other by what they remember"
        })
final class UpCommand implements Runnable {
    static final int DEV_ACCOUNTS = 4;
    private static final long DEV_UNITS = 1_000_000_000L;
    private static final long INTERVAL_MILLIS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--peers",
            defaultValue = "4",
            paramLabel = "N",
            description = "how many peers (default: ${DEFAULT-VALUE})")
    private int peers;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "where the network keeps everything")
    private Path data;

    @Option(names = "--processes", description = "run each peer as a process of its own")
    private boolean isProcesses;

    @Option(names = "--no-tracker", description = "start no tracker")
    private boolean isTrackerless;

    @Option(names = "--json", description = "print one JSON object when ready")
    private boolean isJson;

    @Override
    public void run() {
        if (peers < 1 || peers > 200) {
            throw new CommandFailed(ExitCode.USAGE, "--peers is " + peers + "; one machine runs 1 to 200");
        }
        NetworkSpec network = network();
        UntilInterrupted.prepare();
        Printer printer = new Printer(spec.commandLine());
        try (UpNetwork up = new UpNetwork(data, network, isProcesses, printer::story)) {
            Optional<String> tracker = isTrackerless ? Optional.empty() : Optional.of(up.startTracker());
            for (int number = 1; number <= peers; number++) {
                up.startPeer(number, tracker);
            }
            WaitOption.until(
                    "all peers to answer", PATIENCE, () -> up.members().stream().allMatch(Member::answers));
            announce(network, tracker, up.members());
            UntilInterrupted.await();
        } catch (StartFailed e) {
            if (FolderLock.isHeldElsewhere(data.resolve("peer-1"))) {
                throw new CommandFailed(
                        ExitCode.REFUSED,
                        "the network in '" + data + "' runs already; stop that one first, or choose another folder",
                        e);
            }
            throw new CommandFailed(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    /** The network kept there, or a new one with accounts that everybody knows the keys of. */
    private NetworkSpec network() {
        if (Files.exists(data.resolve(NetworkFiles.SPEC_FILE))) {
            return NetworkFiles.read(data);
        }
        Path last = data.toAbsolutePath().normalize().getFileName();
        if (last == null) {
            throw new CommandFailed(ExitCode.USAGE, "--data is '" + data + "'; name a folder for the network");
        }
        String name = last.toString().replaceAll("[^a-zA-Z0-9-]", "-");
        String cut = name.substring(0, Math.min(32, name.length()));
        NetworkSpec fresh = NetworkFiles.spec(new NetworkFiles.Plan(
                cut,
                WalletCommand.PREFIX,
                System.currentTimeMillis(),
                INTERVAL_MILLIS,
                INTERVAL_MILLIS * 20,
                peers * 1000.0,
                50,
                NetworkFiles.devAllocations(cut, DEV_ACCOUNTS, DEV_UNITS)));
        NetworkFiles.write(data, fresh);
        for (int i = 0; i < DEV_ACCOUNTS; i++) {
            WalletFile.create(data.resolve("dev-" + (i + 1) + ".wallet"), NetworkFiles.devKey(cut, i));
        }
        return fresh;
    }

    private void announce(NetworkSpec network, Optional<String> tracker, List<Member> members) {
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            ObjectNode shape = JsonNodeFactory.instance
                    .objectNode()
                    .put("network", network.id().hex());
            tracker.ifPresent(url -> shape.put("tracker", url));
            ArrayNode list = shape.putArray("peers");
            for (Member member : members) {
                list.addObject()
                        .put("data", member.folder().toString())
                        .put("api", api(member))
                        .put("pid", member.pid());
            }
            printer.json(shape);
            return;
        }
        printer.line("network " + network.name() + "  " + network.id().hex());
        tracker.ifPresent(url -> printer.line("tracker " + url));
        List<List<String>> rows = new ArrayList<>();
        for (Member member : members) {
            rows.add(List.of(member.folder().toString(), api(member), Long.toString(member.pid())));
        }
        printer.line("");
        printer.table(List.of("data", "API and page", "process"), rows);
        printer.line("");
        for (int i = 0; i < DEV_ACCOUNTS; i++) {
            Path wallet = data.resolve("dev-" + (i + 1) + ".wallet");
            if (Files.exists(wallet)) {
                printer.line(wallet + "  "
                        + Address.of(WalletFile.read(wallet).publicKey()).text(network.addressPrefix()));
            }
        }
        printer.line("");
        printer.line("until Ctrl-C or SIGTERM; in another terminal: kindling status --data " + data.resolve("peer-1"));
    }

    private static String api(Member member) {
        try {
            return Files.readString(member.folder().resolve(RunningPeer.API_FILE), StandardCharsets.US_ASCII)
                    .strip();
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.FAILED, "the peer in " + member.folder() + " did not say where its API is", e);
        }
    }
}
