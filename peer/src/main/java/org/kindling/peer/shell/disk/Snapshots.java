package org.kindling.peer.shell.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.BlockHeader;

/**
 * The newest states, so that a start need not replay the whole log.
 *
 * <p>Written one at a time on another thread; if a newer one comes while one is being written, only the newest of those waiting is. Nothing depends
 * on a snapshot being there: a lost one costs a longer replay.
 */
final class Snapshots {
    static final int KEPT = 2;
    private static final String SUFFIX = ".snap";
    /** Being written, or left so by a life that ended meanwhile: its name never comes again, so opening takes it away. */
    private static final String FRESH = ".new";

    private final Path folder;
    private final NetworkId network;
    private final Executor background;
    private final Consumer<DiskReport> reports;
    private final AtomicReference<@Nullable Snapshot> waiting = new AtomicReference<>();

    Snapshots(Path folder, NetworkId network, Executor background, Consumer<DiskReport> reports) throws IOException {
        PrivateFiles.createFolder(folder);
        this.folder = folder;
        this.network = network;
        this.background = background;
        this.reports = reports;
        for (Path unfinished : named("*" + SUFFIX + FRESH)) {
            Files.delete(unfinished);
        }
    }

    /** Has this state written soon, on another thread. */
    void write(Snapshot snapshot) {
        if (waiting.getAndSet(snapshot) == null) {
            try {
                background.execute(this::writeWaiting);
            } catch (RejectedExecutionException e) {
                reports.accept(new DiskReport(
                        DiskReport.Kind.WRITE_FAILED,
                        folder,
                        "nobody writes snapshots any more; it waits for closing"));
            }
        }
    }

    /** Writes what waits, if anything; returns when nothing is being written any more. */
    synchronized void writeWaiting() {
        Snapshot snapshot = waiting.getAndSet(null);
        if (snapshot == null) {
            return;
        }
        Path file = folder.resolve(name(snapshot));
        Path fresh = file.resolveSibling(file.getFileName() + FRESH);
        try {
            PrivateFiles.whole(fresh, () -> {
                SnapshotFile.write(fresh, network, snapshot);
                PrivateFiles.replace(fresh, file);
            });
            deleteOld();
        } catch (IOException e) {
            reports.accept(new DiskReport(
                    DiskReport.Kind.WRITE_FAILED,
                    file,
                    "the snapshot could not be written, a restart will take longer: " + e.getMessage()));
        }
    }

    /** Drops what waits, if anything; returns when nothing is being written any more. */
    synchronized void forgetWaiting() {
        waiting.set(null);
    }

    /**
     * The newest whole state that fits these headers.
     *
     * @param headers of all blocks in the log
     */
    Optional<Snapshot> newest(List<BlockHeader> headers) throws IOException {
        for (Path file : newestFirst()) {
            Optional<Snapshot> snapshot = read(file);
            if (snapshot.isPresent() && fits(snapshot.get(), headers)) {
                return snapshot;
            }
            if (snapshot.isPresent()) {
                ignore(file, "its block is not in the block log, or is another one");
            }
        }
        return Optional.empty();
    }

    private Optional<Snapshot> read(Path file) {
        try {
            return Optional.of(SnapshotFile.read(file, network));
        } catch (MalformedException e) {
            ignore(file, e.getMessage());
        } catch (EOFException e) {
            ignore(file, "it is cut short");
        } catch (IOException e) {
            ignore(file, e.getMessage());
        }
        return Optional.empty();
    }

    private void ignore(Path file, @Nullable String why) {
        reports.accept(new DiskReport(DiskReport.Kind.IGNORED, file, "the snapshot is not used: " + why));
    }

    /** The header names the state; the children, if there are any, name the history. */
    private static boolean fits(Snapshot snapshot, List<BlockHeader> headers) {
        boolean isKnown = false;
        Hash historyRoot = snapshot.history().root();
        for (BlockHeader header : headers) {
            if (header.id().equals(snapshot.block())) {
                isKnown = header.height().equals(snapshot.height())
                        && header.stateRoot().equals(snapshot.state().root());
            }
            if (header.parent().equals(snapshot.block())
                    && !header.historyRoot().equals(historyRoot)) {
                return false;
            }
        }
        return isKnown && snapshot.history().size() == snapshot.height().value() + 1;
    }

    private void deleteOld() throws IOException {
        List<Path> files = newestFirst();
        for (Path old : files.subList(Math.min(KEPT, files.size()), files.size())) {
            Files.delete(old);
        }
    }

    /** Names begin with the height in digits of equal number. */
    private List<Path> newestFirst() throws IOException {
        List<Path> files = named("*" + SUFFIX);
        files.sort(Comparator.comparing((Path file) -> file.getFileName().toString())
                .reversed());
        return files;
    }

    private List<Path> named(String pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            found.forEach(files::add);
        }
        return files;
    }

    private static String name(Snapshot snapshot) {
        return String.format(
                Locale.ROOT,
                "%012d-%s%s",
                snapshot.height().value(),
                snapshot.block().hex().substring(0, 16),
                SUFFIX);
    }
}
