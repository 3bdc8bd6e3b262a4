package org.kindling.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.shell.PeerOptions;
import org.kindling.peer.shell.disk.PeerFolder;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.NetworkSpec;

/** A data directory looked at from outside: the peer has the words for what is wrong with it, scripts want a code. */
final class PeerHome {
    private PeerHome() {}

    /** Says no to what cannot be a data directory. */
    static void requireNoFile(Path folder) {
        if (Files.isRegularFile(folder)) {
            throw new CommandFailed(ExitCode.USAGE, "--data is '" + folder + "', which is a file, not a directory");
        }
    }

    /**
     * Says no before anything is started, if no network is named, or another one than this directory belongs to.
     *
     * @return the rules of the network, unless they are to be fetched first
     */
    static Optional<NetworkSpec> requireNetwork(PeerOptions options) {
        requireNoFile(options.folder());
        List<NetworkId> named = new ArrayList<>();
        options.spec().map(NetworkSpec::id).ifPresent(named::add);
        options.capsule().map(Capsule::network).ifPresent(named::add);
        boolean isSettled = Files.exists(options.folder().resolve(NetworkFiles.SPEC_FILE));
        if (named.isEmpty() && !isSettled) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "'" + options.folder()
                            + "' belongs to no network yet; name one with --network DIR, or bring an invitation with --join CAPSULE");
        }
        Optional<NetworkSpec> kept = isSettled ? kept(options.folder()) : Optional.empty();
        for (NetworkId wanted : named) {
            if (kept.isPresent() && !kept.get().id().equals(wanted)) {
                throw new CommandFailed(
                        ExitCode.REFUSED,
                        "'" + options.folder() + "' belongs to network '"
                                + kept.get().name() + "' (" + kept.get().id() + "), not to " + wanted
                                + "; choose another data directory");
            }
        }
        return kept.or(options::spec);
    }

    /** Where it cannot be told, the peer itself has the words for it. */
    private static Optional<NetworkSpec> kept(Path folder) {
        try (PeerFolder home = PeerFolder.open(folder, report -> {})) {
            return home.networkSpec();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
