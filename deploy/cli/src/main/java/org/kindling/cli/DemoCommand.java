package org.kindling.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.kindling.cli.demo.Narrator;
import org.kindling.cli.demo.Outcome;
import org.kindling.cli.demo.Story;
import org.kindling.cli.node.Folders;
import org.kindling.cli.node.StartFailed;
import org.kindling.peer.boundary.Limits;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.NetworkSpec;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job, shown. */
@Command(
        name = "demo",
        description =
                "Starts a tracker and peers, kills the tracker, lets newcomers join without one, kills a peer and "
                        + "brings it back from its disk, and compares every ledger at the end.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling demo",
            "  kindling demo --peers 50 --duration 60s",
            "  kindling demo --mode pure            the same story with no tracker at any time",
            "  kindling demo --json > verdict.json",
            "",
            "Exit codes: 0 the verdict is ok, 1 it is not."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int ACCOUNTS = 8;
    private static final long ACCOUNT_UNITS = 1_000_000_000L;
    private static final long INTERVAL_MILLIS = 1_000;
    private static final int HALF_LIFE_BLOCKS = 20;
    private static final double HASHES_PER_SECOND_MAX = 12_000;
    private static final String NAME = "demo";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--peers",
            defaultValue = "12",
            paramLabel = "N",
            description = "how many peers (default: ${DEFAULT-VALUE})")
    private int peers;

    @Option(
            names = "--duration",
            defaultValue = "40s",
            paramLabel = "TIME",
            description = "how long to submit, such as 40s or 2m (default: ${DEFAULT-VALUE})")
    private String duration;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "for the choices of who pays whom and who is killed (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--mode",
            defaultValue = "hybrid",
            paramLabel = "MODE",
            completionCandidates = ModeNames.class,
            description = "hybrid or pure (default: ${DEFAULT-VALUE})")
    private Mode mode;

    @Option(names = "--keep", description = "keep everything up after the verdict, and the data, until Ctrl-C")
    private boolean isKept;

    @Option(names = "--json", description = "print one JSON object on stdout; the story goes to stderr")
    private boolean isJson;

    /** With or without a tracker at the start. */
    enum Mode {
        HYBRID,
        PURE
    }

    /** As people type them. */
    static final class ModeNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Mode.values())
                    .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }
    }

    @Override
    public Integer call() {
        if (peers < 3 || peers > 200) {
            throw new CommandFailed(ExitCode.USAGE, "--peers is " + peers + "; a demonstration needs 3 to 200");
        }
        Duration time = Durations.positive("--duration", duration);
        Path folder = Folders.temporary("demo");
        NetworkSpec network = network();
        Narrator narrator = new Narrator(
                isJson ? spec.commandLine().getErr() : spec.commandLine().getOut(),
                !isJson && CommandLine.Help.Ansi.AUTO.enabled());
        Story story = new Story(
                new Story.Play(network, accounts(), peers, time, seed, mode == Mode.PURE, limits(), folder), narrator);
        banner(narrator, network, folder);
        UntilInterrupted.prepare(story::breakOff);
        try {
            Outcome outcome = story.run(verdict -> epilogue(narrator, verdict));
            return outcome.isOk() ? ExitCode.OK.code() : ExitCode.FAILED.code();
        } catch (StartFailed | UncheckedIOException e) {
            throw new CommandFailed(ExitCode.FAILED, "the demonstration broke off: " + e.getMessage(), e);
        } finally {
            if (!isKept) {
                Folders.delete(folder);
            }
        }
    }

    private NetworkSpec network() {
        double hashRate = peers * limits().mining().hashesPerSecond();
        return NetworkFiles.spec(new NetworkFiles.Plan(
                NAME,
                WalletCommand.PREFIX,
                System.currentTimeMillis(),
                INTERVAL_MILLIS,
                INTERVAL_MILLIS * HALF_LIFE_BLOCKS,
                hashRate,
                50,
                NetworkFiles.devAllocations(NAME, ACCOUNTS, ACCOUNT_UNITS)));
    }

    private static List<KeyPair> accounts() {
        List<KeyPair> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(NetworkFiles.devKey(NAME, i));
        }
        return accounts;
    }

    /** All miners together stay within a tenth of a core, however many they are. */
    private Limits limits() {
        Limits.Mining standard = Limits.standard().mining();
        double each = Math.min(standard.hashesPerSecond(), HASHES_PER_SECOND_MAX / peers);
        return Limits.standard().withMining(new Limits.Mining(each, standard.sliceMillis(), standard.templateMillis()));
    }

    private void banner(Narrator narrator, NetworkSpec network, Path folder) {
        narrator.plain("Kindling demonstration: " + peers + " peers, " + duration + ", seed " + seed + ", "
                + mode.name().toLowerCase(Locale.ROOT));
        narrator.plain("  network       " + network.id().hex());
        narrator.plain("  data          " + folder + (isKept ? "" : " (removed at the end)"));
        for (KeyPair account : accounts()) {
            narrator.plain("  dev account   " + Address.of(account.publicKey()).text(network.addressPrefix()) + "  "
                    + ACCOUNT_UNITS + " units");
        }
    }

    private void epilogue(Narrator narrator, Outcome outcome) {
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            printer.json(outcome.json());
        } else {
            narrator.verdict(outcome);
        }
        if (isKept) {
            narrator.event("everything stays up until Ctrl-C");
            UntilInterrupted.await();
        }
    }
}
