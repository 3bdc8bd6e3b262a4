package org.kindling.peer.shell.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.kindling.peer.boundary.Archive;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.LedgerReader;

/**
 * All checked blocks, on every branch: the truth from which everything else can be made again.
 *
 * <p>One thread appends; any thread reads. Every read checks the frame, the id and the transaction root once more, so a block that has rotted
 * is never handed out: it is forgotten, reported, and asked of other peers like any block that is missing.
 */
final class BlockLog implements Archive, Closeable {
    /** Where a block is in the log and in the tree. */
    record Entry(Frame.Place place, Hash parent, long height) {}

    private final FrameLog log;
    private final Map<Hash, Entry> entries = new ConcurrentHashMap<>();
    private final List<BlockHeader> headers;
    private final Consumer<DiskReport> reports;

    private BlockLog(LogOpening.Opened<BlockHeader> opened, Consumer<DiskReport> reports) {
        this.log = opened.log();
        this.reports = reports;
        for (FrameScan.Found<BlockHeader> frame : opened.frames()) {
            remember(frame.content(), frame.place());
        }
        this.headers = parentsFirst(
                opened.frames().stream().map(FrameScan.Found::content).toList());
        reportLostAncestors();
    }

    /** Rationale: the blocks that rotted away are told by their bytes; what that costs an operator is told by the height. */
    private void reportLostAncestors() {
        long reached = headers.stream()
                .mapToLong(header -> header.height().value())
                .max()
                .orElse(0);
        long before = entries.values().stream().mapToLong(Entry::height).max().orElse(0);
        if (reached < before) {
            report("the chain in it reached height " + before + " and now reaches " + reached
                    + ": blocks in between are gone; they are fetched from peers again");
        }
    }

    static BlockLog open(Path path, NetworkId network, LogFile.Opener opener, Consumer<DiskReport> reports)
            throws IOException {
        LogOpening opening =
                new LogOpening(path, LogHeader.BLOCKS, network, LedgerReader.BLOCK_BYTES_MAX, opener, reports);
        return new BlockLog(opening.open(LedgerReader::headerOfBlock), reports);
    }

    /**
     * The headers found at opening, in the order written, without those whose ancestors are not all there.
     *
     * <p>A child that stands before its parent, which was lost and fetched again, comes after it.
     */
    List<BlockHeader> headers() {
        return headers;
    }

    /** Appends the blocks that are not there yet and syncs once. */
    void append(List<Block> blocks) throws IOException {
        Map<Hash, Block> fresh = new HashMap<>();
        List<Block> ordered = new ArrayList<>();
        for (Block block : blocks) {
            if (!entries.containsKey(block.id()) && fresh.put(block.id(), block) == null) {
                ordered.add(block);
            }
        }
        List<Frame.Place> places = log.append(ordered, LedgerCodec::encode);
        for (int i = 0; i < places.size(); i++) {
            remember(ordered.get(i).header(), places.get(i));
        }
    }

    private void remember(BlockHeader header, Frame.Place place) {
        entries.put(
                header.id(), new Entry(place, header.parent(), header.height().value()));
    }

    @Override
    public Optional<Block> block(Hash id) {
        Entry entry = entries.get(id);
        return entry == null ? Optional.empty() : read(id, entry);
    }

    private Optional<Block> read(Hash id, Entry entry) {
        try {
            Optional<byte[]> content = log.read(entry.place());
            if (content.isEmpty()) {
                return forget(id, entry, "its checksum no longer fits");
            }
            Block block = LedgerReader.block(content.get());
            boolean isWhole = block.id().equals(id)
                    && Block.transactionRoot(block.transactions())
                            .equals(block.header().transactionRoot());
            return isWhole ? Optional.of(block) : forget(id, entry, "its contents no longer fit its id");
        } catch (MalformedException e) {
            return forget(id, entry, "it can no longer be read: " + e.getMessage());
        } catch (IOException e) {
            report("block " + id.shortHex() + " could not be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Block> forget(Hash id, Entry entry, String why) {
        if (entries.remove(id, entry)) {
            report("block " + id.shortHex() + " at offset " + entry.place().offset()
                    + " is damaged and must be fetched from a peer: " + why);
        }
        return Optional.empty();
    }

    private void report(String text) {
        reports.accept(new DiskReport(DiskReport.Kind.DAMAGE_SKIPPED, log.path(), text));
    }

    /** Where this block is, if it is here. */
    Optional<Entry> entry(Hash id) {
        return Optional.ofNullable(entries.get(id));
    }

    int size() {
        return entries.size();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }

    private static List<BlockHeader> parentsFirst(List<BlockHeader> written) {
        List<BlockHeader> sorted = new ArrayList<>(written.size());
        Map<Hash, Boolean> known = new HashMap<>();
        Map<Hash, List<BlockHeader>> orphans = new HashMap<>();
        Deque<BlockHeader> ready = new ArrayDeque<>();
        for (BlockHeader header : written) {
            boolean isRooted = header.height().equals(Height.GENESIS.next()) || known.containsKey(header.parent());
            if (!isRooted) {
                orphans.computeIfAbsent(header.parent(), parent -> new ArrayList<>())
                        .add(header);
                continue;
            }
            ready.add(header);
            while (!ready.isEmpty()) {
                BlockHeader next = ready.remove();
                if (known.put(next.id(), true) == null) {
                    sorted.add(next);
                    List<BlockHeader> children = orphans.remove(next.id());
                    ready.addAll(children == null ? List.of() : children);
                }
            }
        }
        return List.copyOf(sorted);
    }
}
