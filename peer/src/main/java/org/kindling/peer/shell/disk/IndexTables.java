package org.kindling.peer.shell.disk;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Height;
import org.mapdb.BTreeMap;
import org.mapdb.DB;
import org.mapdb.DBMaker;
import org.mapdb.Serializer;

/**
 * The tables of the index in two MapDB files, as keys and values of bytes, big-endian.
 *
 * <ul>
 *   <li>{@code transactions.db}, {@code places}: transaction id → height (8), index (4)
 *   <li>{@code transactions.db}, {@code spine}: height (8) → block id (32), the chain that is indexed
 *   <li>{@code histories.db}, {@code lines}: a set of address (20), height (8), index (4)
 * </ul>
 *
 * <p>Only positions. Rationale: whoever reads must look into the block log anyway to know that an answer is true, and small entries are written quickly.
 *
 * <p>Never committed, only closed. Rationale: a MapDB commit is a sync of the file, tens of milliseconds, and protects nothing here: after a life that
 * ended suddenly the files are thrown away whatever they hold.
 */
final class IndexTables implements Closeable {
    private static final int POSITION_BYTES = Long.BYTES + Integer.BYTES;

    private final DB transactionsFile;
    private final DB historiesFile;
    private final BTreeMap<byte[], byte[]> places;
    private final BTreeMap<byte[], byte[]> spine;
    private final NavigableSet<byte[]> lines;

    private IndexTables(DB transactionsFile, DB historiesFile) {
        this.transactionsFile = transactionsFile;
        this.historiesFile = historiesFile;
        this.places = table(transactionsFile, "places");
        this.spine = table(transactionsFile, "spine");
        this.lines = historiesFile.treeSet("lines", Serializer.BYTE_ARRAY_DELTA).createOrOpen();
    }

    static IndexTables open(Path folder) {
        List<Path> files = files(folder);
        DB transactions = database(files.get(0));
        try {
            IndexTables tables = new IndexTables(transactions, database(files.get(1)));
            for (Path file : files) {
                PrivateFiles.restrict(file);
            }
            return tables;
        } catch (RuntimeException e) {
            transactions.close();
            throw e;
        } catch (IOException e) {
            transactions.close();
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(Path folder) {
        return List.of(folder.resolve("transactions.db"), folder.resolve("histories.db"));
    }

    /** Throws the files away. */
    static void delete(Path folder) throws IOException {
        for (Path file : files(folder)) {
            Files.deleteIfExists(file);
        }
    }

    private static DB database(Path file) {
        return DBMaker.fileDB(file.toFile())
                .fileChannelEnable()
                .fileLockDisable()
                .make();
    }

    private static BTreeMap<byte[], byte[]> table(DB file, String name) {
        return file.treeMap(name, Serializer.BYTE_ARRAY_DELTA, Serializer.BYTE_ARRAY)
                .createOrOpen();
    }

    Optional<Hash> blockAt(long height) {
        byte[] block = spine.get(heightKey(height));
        return block == null ? Optional.empty() : Optional.of(Hash.of(block));
    }

    void putBlock(long height, Hash block) {
        spine.put(heightKey(height), block.toArray());
    }

    void removeBlock(long height) {
        spine.remove(heightKey(height));
    }

    Optional<ChainPosition> place(Hash transaction) {
        byte[] found = places.get(transaction.toArray());
        return found == null ? Optional.empty() : Optional.of(position(ByteBuffer.wrap(found)));
    }

    void putPlace(Hash transaction, ChainPosition position) {
        ByteBuffer out = ByteBuffer.allocate(POSITION_BYTES);
        out.putLong(position.height().value()).putInt(position.index());
        places.put(transaction.toArray(), out.array());
    }

    void removePlace(Hash transaction) {
        places.remove(transaction.toArray());
    }

    void addLine(Address address, ChainPosition position) {
        lines.add(lineKey(address, position));
    }

    void removeLine(Address address, ChainPosition position) {
        lines.remove(lineKey(address, position));
    }

    /** Newest first, all before this position. */
    List<ChainPosition> linesBefore(Address address, ChainPosition before, int most) {
        byte[] from = lineKey(address, new ChainPosition(Height.GENESIS, 0));
        List<ChainPosition> found = new ArrayList<>();
        for (byte[] key :
                lines.subSet(from, true, lineKey(address, before), false).descendingSet()) {
            if (found.size() == most) {
                break;
            }
            found.add(position(ByteBuffer.wrap(key).position(Address.SIZE)));
        }
        return found;
    }

    private static ChainPosition position(ByteBuffer in) {
        return new ChainPosition(new Height(in.getLong()), in.getInt());
    }

    private static byte[] lineKey(Address address, ChainPosition position) {
        ByteBuffer key = ByteBuffer.allocate(Address.SIZE + POSITION_BYTES);
        address.bytes().writeTo(key);
        return key.putLong(position.height().value()).putInt(position.index()).array();
    }

    private static byte[] heightKey(long height) {
        return ByteBuffer.allocate(Long.BYTES).putLong(height).array();
    }

    @Override
    public void close() {
        try {
            transactionsFile.close();
        } finally {
            historiesFile.close();
        }
    }
}
