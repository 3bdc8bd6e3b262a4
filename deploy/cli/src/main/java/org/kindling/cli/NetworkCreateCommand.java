package org.kindling.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.NetworkSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the rules of a new network, and its founder's wallet. */
@Command(
        name = "create",
        description = "Writes the rules of a new network (network.spec) and its founder's wallet.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  kindling network create village --out village",
            "  kindling network create village --out village --interval 2 --reward 100 --dev-accounts 4"
        })
final class NetworkCreateCommand implements Runnable {
    private static final long FOUNDER_UNITS = 1_000_000_000L;
    private static final String FOUNDER_FILE = "founder.wallet";
    private static final long DEV_UNITS = 1_000_000_000L;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "1 to 32 letters, digits, hyphens")
    private String name;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to write")
    private Path out;

    @Option(
            names = "--interval",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "pace of blocks (default: ${DEFAULT-VALUE})")
    private double interval;

    @Option(
            names = "--half-life",
            defaultValue = "20",
            paramLabel = "BLOCKS",
            converter = HalfLife.class,
            description = "how many blocks behind schedule halve the difficulty (default: ${DEFAULT-VALUE})")
    private int halfLife;

    @Option(
            names = "--hash-rate",
            defaultValue = "1000",
            paramLabel = "H/S",
            description = "what all miners together will try at first (default: ${DEFAULT-VALUE})")
    private double hashRate;

    @Option(
            names = "--reward",
            defaultValue = "50",
            paramLabel = "UNITS",
            converter = Count.FromZero.class,
            description = "created with every block (default: ${DEFAULT-VALUE})")
    private long reward;

    @Option(
            names = "--prefix",
            defaultValue = WalletCommand.PREFIX,
            paramLabel = "PREFIX",
            description = "what addresses begin with (default: ${DEFAULT-VALUE})")
    private String prefix;

    @Option(
            names = "--dev-accounts",
            defaultValue = "0",
            paramLabel = "N",
            converter = DevAccounts.class,
            description = "also fund N accounts whose keys everybody knows")
    private int devAccounts;

    @Option(names = "--json", description = "print one JSON object")
    private boolean isJson;

    /** More than anybody types into a demonstration, and computed within a second. */
    static final class DevAccounts implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return Count.between(text, 0, 1_000);
        }
    }

    /** What the rules of a network allow. */
    static final class HalfLife implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return Count.between(text, 1, 1_000);
        }
    }

    @Override
    public void run() {
        requireWithin("--interval", interval, 0.05, 86_400, "seconds");
        requireWithin("--hash-rate", hashRate, 1, 1e15, "hashes a second");
        KeyPair founder = KeyPair.generate(new SecureRandom());
        List<NetworkSpec.Allocation> allocations =
                new ArrayList<>(NetworkFiles.devAllocations(name, devAccounts, DEV_UNITS));
        allocations.add(new NetworkSpec.Allocation(Address.of(founder.publicKey()), Amount.of(FOUNDER_UNITS)));
        long intervalMillis = Math.round(interval * 1000);
        NetworkSpec network = NetworkFiles.spec(new NetworkFiles.Plan(
                name,
                prefix,
                System.currentTimeMillis(),
                intervalMillis,
                intervalMillis * halfLife,
                hashRate,
                reward,
                allocations));
        NewFile.refuseIfThere(out.resolve(NetworkFiles.SPEC_FILE));
        // The key first: rules that name an owner whose key exists nowhere could never be mended.
        WalletFile.create(out.resolve(FOUNDER_FILE), founder);
        NetworkFiles.write(out, network);
        print(network, founder);
    }

    private static void requireWithin(String option, double value, double least, double most, String unit) {
        boolean isWithin = value >= least && value <= most;
        if (!isWithin) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    String.format(
                            Locale.ROOT,
                            "%s is %s; it must be from %s to %.0f %s",
                            option,
                            value,
                            new BigDecimal(Double.toString(least))
                                    .stripTrailingZeros()
                                    .toPlainString(),
                            most,
                            unit));
        }
    }

    private void print(NetworkSpec network, KeyPair founder) {
        Printer printer = new Printer(spec.commandLine());
        if (isJson) {
            ObjectNode shape = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", network.id().hex())
                    .put("name", network.name())
                    .put("spec", out.resolve(NetworkFiles.SPEC_FILE).toString())
                    .put("founder", Address.of(founder.publicKey()).text(prefix))
                    .put("founderUnits", FOUNDER_UNITS)
                    .put("devAccountUnits", DEV_UNITS);
            ArrayNode accounts = shape.putArray("devAccounts");
            for (int i = 0; i < devAccounts; i++) {
                accounts.add(Address.of(NetworkFiles.devKey(network.name(), i).publicKey())
                        .text(prefix));
            }
            printer.json(shape);
            return;
        }
        printer.line("network " + network.name() + "  " + network.id().hex());
        printer.line("rules   " + out.resolve(NetworkFiles.SPEC_FILE));
        printer.line("founder " + out.resolve(FOUNDER_FILE) + "  "
                + Address.of(founder.publicKey()).text(prefix) + "  owns " + FOUNDER_UNITS + " units");
        if (devAccounts > 0) {
            printer.line("dev     " + devAccounts + " accounts whose keys everybody knows, each with " + DEV_UNITS
                    + " units");
        }
        printer.line("");
        printer.line("next: kindling tracker");
        printer.line("      kindling peer --network " + out + " --tracker URL --data DIR --mine");
    }
}
