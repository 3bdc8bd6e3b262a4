package org.kindling.peer.shell.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Archive;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.RememberedBook;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.NetworkSpec;
import org.kindling.protocol.ledger.Transaction;

/**
 * The ledger of one peer on disk, and what else it must not forget.
 *
 * <p>One thread persists and closes; the {@link #archive()} and the {@link #index()} may be read from any thread.
 */
public final class Store implements Closeable {
    private final BlockLog blocks;
    private final OwnLog own;
    private final SmallFile addressBook;
    private final Snapshots snapshots;
    private final Index index;
    private final SettledPromises settled = new SettledPromises();
    private final Consumer<DiskReport> reports;

    private Store(
            BlockLog blocks,
            OwnLog own,
            SmallFile addressBook,
            Snapshots snapshots,
            Index index,
            Consumer<DiskReport> reports) {
        this.blocks = blocks;
        this.own = own;
        this.addressBook = addressBook;
        this.snapshots = snapshots;
        this.index = index;
        this.reports = reports;
    }

    /** What a store needs from outside. */
    record World(LogFile.Opener opener, Executor background, Consumer<DiskReport> reports) {}

    static Store open(Path folder, NetworkSpec spec, World world) throws IOException {
        Consumer<DiskReport> reports = world.reports();
        List<Closeable> opened = new ArrayList<>();
        try {
            BlockLog blocks = BlockLog.open(folder.resolve(Inventory.BLOCKS), spec.id(), world.opener(), reports);
            opened.add(blocks);
            OwnLog own = OwnLog.open(folder.resolve(Inventory.OWN), spec.id(), world.opener(), reports);
            opened.add(own);
            Snapshots snapshots =
                    new Snapshots(folder.resolve(Inventory.SNAPSHOTS), spec.id(), world.background(), reports);
            Index index = new Index(folder.resolve("index"), blocks, spec.blockReward(), reports);
            opened.add(index);
            SmallFile addressBook = new SmallFile(folder.resolve("address.book"), reports);
            return new Store(blocks, own, addressBook, snapshots, index, reports);
        } catch (IOException | RuntimeException e) {
            closeAll(opened, e);
            throw e;
        }
    }

    private static RememberedBook rememberedBook(SmallFile file) {
        Optional<byte[]> content = file.read();
        try {
            return content.isEmpty() ? RememberedBook.nothing() : AddressBookFile.decode(content.get());
        } catch (MalformedException e) {
            file.reports().accept(new DiskReport(DiskReport.Kind.IGNORED, file.path(), String.valueOf(e.getMessage())));
            return RememberedBook.nothing();
        }
    }

    /** Reads what the life before left here; to be asked before anything is written. */
    public Recovered recovered() throws IOException {
        Optional<Snapshot> snapshot = snapshots.newest(blocks.headers());
        if (snapshot.isPresent()) {
            settled.note(snapshot.get(), own);
        }
        return new Recovered(
                blocks.headers(), snapshot, own.transactions(), rememberedBook(addressBook), own.sequence());
    }

    /** All blocks that were persisted. */
    public Archive archive() {
        return blocks;
    }

    /** Where transactions are and what happened to addresses; tell it to {@link Index#follow} the best chain. */
    public Index index() {
        return index;
    }

    /**
     * Writes all entries down; once this returns they survive a power cut, except the address book, which may be lost to a full disk, and a
     * snapshot, which is written on another thread: both are promised to nobody.
     *
     * @throws IOException if none of this may be relied upon: the disk is full, or a log has stopped for good
     */
    public void persist(List<Entry> entries) throws IOException {
        persistAll(List.of(entries));
    }

    /** Like {@link #persist} for many lists at once, with one sync of each log for all of them. */
    public void persistAll(List<List<Entry>> groups) throws IOException {
        Batch batch = new Batch();
        for (List<Entry> entries : groups) {
            entries.forEach(entry -> entry.<Batch>fold(batch));
        }
        blocks.append(batch.blocks);
        own.append(batch.transactions, batch.sequence);
        if (batch.book != null) {
            write(batch.book);
        }
        if (batch.snapshot != null) {
            snapshots.write(batch.snapshot);
            settled.forget(batch.snapshot, own);
        }
    }

    private void write(RememberedBook book) {
        try {
            addressBook.write(AddressBookFile.encode(book));
        } catch (IOException e) {
            reports.accept(new DiskReport(
                    DiskReport.Kind.WRITE_FAILED,
                    addressBook.path(),
                    "the address book could not be written, the one before stays: " + e.getMessage()));
        }
    }

    /** Finishes the snapshot that waits and closes all files. */
    @Override
    public void close() throws IOException {
        snapshots.writeWaiting();
        closeAll(List.of(index, own, blocks));
    }

    /** Closes the files as they are: what waits is not written, and nothing is marked as closed in order. */
    public void abandon() throws IOException {
        snapshots.forgetWaiting();
        closeAll(List.of(index::abandon, own, blocks));
    }

    private static void closeAll(List<Closeable> files) throws IOException {
        IOException failures = new IOException("failures");
        closeAll(files, failures);
        if (failures.getSuppressed().length > 0) {
            Throwable first = failures.getSuppressed()[0];
            throw new IOException("not all files could be closed: " + first.getMessage(), first);
        }
    }

    private static void closeAll(List<Closeable> files, Exception failure) {
        for (Closeable file : files) {
            try {
                file.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Sorts entries by the file they go to. */
    private static final class Batch implements Entry.Cases<Batch> {
        private final List<Block> blocks = new ArrayList<>();
        private final List<Transaction> transactions = new ArrayList<>();
        private long sequence;
        private @Nullable RememberedBook book;
        private @Nullable Snapshot snapshot;

        @Override
        public Batch checkedBlock(Entry.CheckedBlock entry) {
            blocks.add(entry.block());
            return this;
        }

        @Override
        public Batch ownTransaction(Entry.OwnTransaction entry) {
            transactions.add(entry.transaction());
            return this;
        }

        @Override
        public Batch recordSequence(Entry.RecordSequence entry) {
            sequence = Math.max(sequence, entry.sequence());
            return this;
        }

        @Override
        public Batch addressBook(Entry.AddressBook entry) {
            book = entry.book();
            return this;
        }

        @Override
        public Batch stateSnapshot(Entry.StateSnapshot entry) {
            snapshot = entry.snapshot();
            return this;
        }
    }
}
