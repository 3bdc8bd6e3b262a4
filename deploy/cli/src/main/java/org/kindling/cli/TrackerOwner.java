package org.kindling.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.TrackerCommand.HostPort;
import org.kindling.cli.node.Await;
import org.kindling.cli.node.Folders;
import org.kindling.cli.node.StartFailed;
import org.kindling.peer.shell.disk.BearerToken;
import org.kindling.peer.shell.disk.PrivateFiles;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.admin.AdminOptions;
import org.kindling.tracker.directory.ServedNetworks;
import org.kindling.tracker.directory.ServedNetworks.Choice;
import org.kindling.tracker.gate.HostNames;

/** What a tracker's operator decides while it runs, and where he does it: what is served, and the interface for that, described by files in a folder. */
final class TrackerOwner {
    /** Says where the interface is, while the tracker runs. */
    static final String URL_FILE = "admin.url";

    /** Holds its token. */
    static final String TOKEN_FILE = "admin.token";

    private final @Nullable Path data;
    private final ServedNetworks served;

    private TrackerOwner(@Nullable Path data, Choice choice) {
        this.data = data;
        this.served = new ServedNetworks(choice);
    }

    /** Where the operator finds his interface. */
    record Opened(String url, Path token, boolean isTemporary) {
        /** Nobody shall send his token to where another program may listen next. */
        void close() {
            Path folder = token.toAbsolutePath().getParent();
            try {
                Files.deleteIfExists(token.resolveSibling(URL_FILE));
                if (isTemporary && folder != null) {
                    Folders.delete(folder);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Serves these, if any are named, and keeps that; otherwise what was kept; otherwise everybody.
     *
     * @param data nothing is kept without one
     */
    static TrackerOwner of(@Nullable Path data, @Nullable List<NetworkId> only, Printer printer) {
        if (data == null) {
            return new TrackerOwner(null, only == null ? Choice.open() : Choice.only(only));
        }
        try {
            if (!Files.isDirectory(data)) {
                PrivateFiles.createFolder(data);
            }
            ServedFile file = new ServedFile(data);
            Optional<Choice> kept = file.read();
            if (only == null) {
                return new TrackerOwner(data, kept.orElseGet(Choice::open));
            }
            Choice typed = Choice.only(only);
            kept.filter(before -> !before.equals(typed))
                    .ifPresent(before -> printer.story("--only replaces what was kept: "
                            + before.listed().size() + " networks on the list, now "
                            + typed.listed().size()));
            file.write(typed);
            return new TrackerOwner(data, typed);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "'" + data + "' cannot be used: " + Await.reason(e), e);
        }
    }

    ServedNetworks served() {
        return served;
    }

    /** In words. */
    String sentence() {
        Choice choice = served.choice();
        return choice.isOpen()
                ? "serves every network"
                : "serves " + choice.listed().size() + " network"
                        + (choice.listed().size() == 1 ? "" : "s") + " and no other";
    }

    /**
     * Opens the interface, if there is a folder or an address for it.
     *
     * @param at where to listen; on loopback, at a free port, if nobody says
     */
    Optional<Opened> open(Tracker tracker, @Nullable HostPort at) throws StartFailed {
        if (data == null && at == null) {
            return Optional.empty();
        }
        boolean isTemporary = data == null;
        Path folder = data == null ? Folders.temporary("tracker") : data;
        HostPort place = at == null ? new HostPort("127.0.0.1", 0) : at;
        Path tokenFile = folder.resolve(TOKEN_FILE);
        try {
            AdminOptions options = new AdminOptions(
                    new HostNames(place.host(), List.of()),
                    place.port(),
                    BearerToken.in(tokenFile, new SecureRandom()),
                    "the file " + TOKEN_FILE + " that the tracker named when it started",
                    served,
                    this::keep);
            String url = Await.done(tracker.administer(options), "the admin interface did not start");
            PrivateFiles.rewrite(folder.resolve(URL_FILE), (url + "\n").getBytes(US_ASCII));
            return Optional.of(new Opened(url, tokenFile, isTemporary));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "'" + folder + "' cannot be used: " + Await.reason(e), e);
        }
    }

    private void keep(Choice choice) throws IOException {
        if (data != null) {
            new ServedFile(data).write(choice);
        }
    }
}
