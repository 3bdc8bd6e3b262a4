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
import org.kindling.cli.node.Await;
import org.kindling.cli.node.Folders;
import org.kindling.cli.node.StartFailed;
import org.kindling.peer.shell.disk.BearerToken;
import org.kindling.peer.shell.disk.FolderLock;
import org.kindling.peer.shell.disk.PrivateFiles;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.admin.AdminOptions;
import org.kindling.tracker.directory.ServedNetworks;
import org.kindling.tracker.directory.ServedNetworks.Choice;
import org.kindling.tracker.gate.HostNames;

/**
 * What a tracker's operator decides while it runs, and where he does it: what is served, and the interface for that, described by files in a folder, which
 * belongs to this tracker as long as this is open.
 */
final class TrackerOwner implements AutoCloseable {
    /** Says where the interface of the tracker is that has the folder now. */
    static final String URL_FILE = "admin.url";

    /** Holds its token. */
    static final String TOKEN_FILE = "admin.token";

    private final @Nullable Home home;
    private final ServedNetworks served;
    private @Nullable Choice typed;
    private @Nullable Path temporary;

    private TrackerOwner(@Nullable Home home, Choice choice, @Nullable Choice typed) {
        this.home = home;
        this.served = new ServedNetworks(choice);
        this.typed = typed;
    }

    /** Where the operator finds his interface. */
    record Opened(String url, Path token) {}

    /** A folder that nobody else has. */
    private record Home(
            Path folder, FolderLock lock, @Nullable Choice kept) {
        /** What another tracker left there when it was killed names a port that may be anybody's now, so it goes before this one is seen to be there. */
        static Home of(Path folder) throws IOException {
            if (!Files.isDirectory(folder)) {
                PrivateFiles.createFolder(folder);
            }
            FolderLock lock = FolderLock.take(folder, "tracker", () -> Files.deleteIfExists(folder.resolve(URL_FILE)));
            try {
                return new Home(folder, lock, new ServedFile(folder).read().orElse(null));
            } catch (CommandFailed e) {
                lock.close();
                throw e;
            }
        }

        void keep(Choice choice) throws IOException {
            new ServedFile(folder).write(choice);
        }

        void leave() throws IOException {
            Files.deleteIfExists(folder.resolve(URL_FILE));
            lock.close();
        }
    }

    /**
     * Serves these, if any are named, which is kept once the tracker runs; otherwise what was kept; otherwise everybody.
     *
     * @param data nothing is kept without one
     */
    static TrackerOwner of(@Nullable Path data, @Nullable List<NetworkId> only) {
        Choice typed = only == null ? null : Choice.only(only);
        if (data == null) {
            return new TrackerOwner(null, typed == null ? Choice.open() : typed, null);
        }
        PeerHome.requireNoFile(data);
        try {
            Home home = Home.of(data);
            Choice kept = home.kept() == null ? Choice.open() : home.kept();
            return new TrackerOwner(home, typed == null ? kept : typed, typed);
        } catch (FolderLock.InUse e) {
            throw new CommandFailed(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
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
        if (home == null && at == null) {
            return Optional.empty();
        }
        Path folder = home == null ? Folders.temporary("tracker") : home.folder();
        temporary = home == null ? folder : null;
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
            return Optional.of(new Opened(url, tokenFile));
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "'" + folder + "' cannot be used: " + Await.reason(e), e);
        }
    }

    /** Keeps what was typed, now that it is served; unless the operator has chosen something else meanwhile. */
    synchronized void keepTyped(Printer printer) {
        Choice choice = typed;
        if (home == null || choice == null) {
            return;
        }
        try {
            home.keep(choice);
            Choice before = home.kept();
            if (before != null && !before.equals(choice)) {
                printer.story(
                        "--only replaces what was kept: " + before.listed().size() + " networks on the list, now "
                                + choice.listed().size());
            }
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "'" + home.folder() + "' cannot be used: " + Await.reason(e), e);
        }
    }

    private synchronized void keep(Choice choice) throws IOException {
        if (home != null) {
            home.keep(choice);
            typed = null;
        }
    }

    /** Nobody shall send his token to where another program may listen next. */
    @Override
    public void close() {
        try {
            if (home != null) {
                home.leave();
            }
            if (temporary != null) {
                Folders.delete(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
