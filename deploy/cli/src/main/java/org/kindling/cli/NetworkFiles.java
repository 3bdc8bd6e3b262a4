package org.kindling.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Target;

/** Networks as files, and the accounts everybody knows that demonstrations are funded with. */
final class NetworkFiles {
    /** The rules of a network, canonical bytes. */
    static final String SPEC_FILE = "network.spec";

    private NetworkFiles() {}

    /**
     * @param intervalMillis pace of blocks
     * @param hashesPerSecond what all miners together will roughly try, for the first target
     */
    record Plan(
            String name,
            String prefix,
            long genesisTimeMillis,
            long intervalMillis,
            long halfLifeMillis,
            double hashesPerSecond,
            long reward,
            List<NetworkSpec.Allocation> allocations) {}

    static NetworkSpec spec(Plan plan) {
        List<NetworkSpec.Allocation> sorted = new ArrayList<>(plan.allocations());
        sorted.sort(Comparator.comparing(NetworkSpec.Allocation::owner));
        try {
            Target target =
                    Target.forExpectedHashes(Math.max(2, plan.hashesPerSecond() * plan.intervalMillis() / 1000.0));
            return new NetworkSpec(
                    plan.name(),
                    plan.genesisTimeMillis(),
                    plan.prefix(),
                    0,
                    new NetworkSpec.Rules.ProofOfWork(plan.intervalMillis(), target.bits(), plan.halfLifeMillis()),
                    Amount.of(plan.reward()),
                    Amount.of(1),
                    sorted);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new CommandFailed(ExitCode.USAGE, "no such network can be made: " + e.getMessage(), e);
        }
    }

    /** A key that everybody can compute; for demonstrations only. */
    static KeyPair devKey(String network, int number) {
        return KeyPair.fromSeed(Hash.tagged(Domain.DEV_KEY, (network + "/" + number).getBytes(StandardCharsets.UTF_8))
                .bytes());
    }

    static List<NetworkSpec.Allocation> devAllocations(String network, int count, long units) {
        List<NetworkSpec.Allocation> allocations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            allocations.add(
                    new NetworkSpec.Allocation(Address.of(devKey(network, i).publicKey()), Amount.of(units)));
        }
        return allocations;
    }

    static void write(Path folder, NetworkSpec spec) {
        NewFile.write(folder.resolve(SPEC_FILE), LedgerCodec.encode(spec), NewFile.PUBLIC);
    }

    /** Reads a network spec from a file, or from the folder that holds it. */
    static NetworkSpec read(Path place) {
        Path file = Files.isDirectory(place) ? place.resolve(SPEC_FILE) : place;
        try {
            return LedgerReader.networkSpec(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "there is no readable network spec at '" + file
                            + "'; make one with: kindling network create NAME --out DIR",
                    e);
        } catch (MalformedException e) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "'" + file + "' is no network spec; 'kindling network create NAME --out DIR' writes one",
                    e);
        }
    }
}
