package org.kindling.peer.shell.disk;

import java.io.Closeable;
import java.io.IOError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.Amount;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.ledger.Transaction;

/**
 * Finds transactions by id and lists what happened to an address, on the chain it was last told to follow.
 *
 * <p>Nothing in its files is taken on trust: every answer is checked against the block log. If they look wrong in any way (no clean mark, another
 * checksum, an exception while in use, an answer the block log contradicts), they are deleted and the chain is followed again from its beginning; until
 * that is done the index knows less, never anything else.
 *
 * <p>An answer is contradicted by a block that is there and says otherwise; a block that has rotted away proves nothing.
 *
 * <p>Any thread may call; one at a time is served.
 */
public final class Index implements Closeable {
    /** After so many fresh starts in one life something else is wrong, such as a full disk. */
    private static final int FRESH_STARTS_MAX = 3;

    private final Path folder;
    private final BlockLog blocks;
    private final Amount reward;
    private final CleanMark mark;
    private final IndexWay way;
    private final Consumer<DiskReport> reports;
    private CleanMark.Reach reach = CleanMark.Reach.NOTHING;
    private @Nullable IndexTables tables;
    private int freshStarts;
    private boolean isOff;

    Index(Path folder, BlockLog blocks, Amount reward, Consumer<DiskReport> reports) throws IOException {
        PrivateFiles.createFolder(folder);
        this.folder = folder;
        this.blocks = blocks;
        this.reward = reward;
        this.reports = reports;
        this.way = new IndexWay(blocks::entry);
        Path markPath = folder.resolveSibling(folder.getFileName() + ".clean");
        this.mark = new CleanMark(markPath, IndexTables.files(folder), reports);
        boolean wasMarked = mark.isThere();
        Optional<CleanMark.Reach> clean = mark.take();
        if (clean.isPresent()) {
            resume(clean.get());
        } else if (IndexTables.files(folder).stream().anyMatch(Files::exists)) {
            DiskReport.Kind kind = wasMarked ? DiskReport.Kind.REBUILT : DiskReport.Kind.MADE_AGAIN;
            startOver(kind, wasMarked ? "its files have changed since it was closed" : "the last life ended suddenly");
        }
    }

    private void resume(CleanMark.Reach marked) {
        boolean fits = ask(opened -> opened.blockAt(marked.height())
                                .filter(marked.block()::equals)
                                .isPresent()
                        || marked.height() == 0)
                .orElse(false);
        if (fits) {
            reach = marked;
        } else {
            startOver("it does not end with the block it should");
        }
    }

    /** Up to which height of the followed chain it knows everything. */
    public synchronized Height height() {
        return new Height(reach.height());
    }

    /**
     * Moves towards the chain that ends in this block: forgets what is on another branch, then learns what is new.
     *
     * @param tip the end of the best chain
     * @param most how many blocks to forget and learn at most, so that the caller is not kept for long
     * @return whether it is there; false also if a block on the way is not in the block log yet
     */
    public synchronized boolean follow(Hash tip, int most) {
        return reach.block().equals(tip)
                || ask(opened -> move(opened, tip, most)).orElse(false);
    }

    private boolean move(IndexTables opened, Hash tip, int most) {
        if (!way.isFound(tip, reach.height(), opened::blockAt)) {
            return false;
        }
        int left = most;
        while (reach.height() > way.fork() && left > 0) {
            abandon(opened);
            left--;
        }
        while (left > 0 && way.next().isPresent()) {
            Optional<Block> block = way.next().flatMap(blocks::block);
            if (block.isEmpty()) {
                way.forget();
                return false;
            }
            adopt(opened, block.get());
            way.advance();
            left--;
        }
        return reach.block().equals(tip);
    }

    private void adopt(IndexTables opened, Block block) {
        int index = 0;
        for (Transaction transaction : block.transactions()) {
            ChainPosition position = new ChainPosition(block.height(), index++);
            opened.putPlace(transaction.id(), position);
        }
        for (BlockLines.Line line : BlockLines.of(block, reward)) {
            opened.addLine(line.address(), line.entry().position());
        }
        opened.putBlock(block.height().value(), block.id());
        reach = new CleanMark.Reach(block.height().value(), block.id());
    }

    private void abandon(IndexTables opened) {
        Block block = blocks.block(reach.block())
                .orElseThrow(
                        () -> new IllegalStateException("block " + reach.height() + " is gone from the block log"));
        for (Transaction transaction : block.transactions()) {
            opened.removePlace(transaction.id());
        }
        for (BlockLines.Line line : BlockLines.of(block, reward)) {
            opened.removeLine(line.address(), line.entry().position());
        }
        opened.removeBlock(reach.height());
        long below = reach.height() - 1;
        reach = below == 0
                ? CleanMark.Reach.NOTHING
                : new CleanMark.Reach(below, opened.blockAt(below).orElseThrow());
    }

    /** Where a transaction stands in the followed chain, if it does. */
    public synchronized Optional<Location> transaction(Hash id) {
        Optional<ChainPosition> place = ask(opened -> opened.place(id)).flatMap(Function.identity());
        if (place.isEmpty()) {
            return Optional.empty();
        }
        ChainPosition position = place.get();
        Optional<Block> block = blockAt(position);
        List<Transaction> transactions = block.map(Block::transactions).orElse(List.of());
        if (position.index() < transactions.size()) {
            Transaction found = transactions.get(position.index());
            if (found.id().equals(id)) {
                return Optional.of(new Location(position, block.get().id(), found));
            }
        }
        block.ifPresent(honest -> startOver("it named a wrong place for a transaction"));
        return Optional.empty();
    }

    /**
     * What happened to an address in the followed chain, newest first.
     *
     * @param most how many lines at most; each costs reading a block
     * @param before only what stands before this position; {@link ChainPosition#END} to begin with the newest
     */
    public synchronized List<HistoryLine> history(Address address, int most, ChainPosition before) {
        List<ChainPosition> named =
                ask(opened -> opened.linesBefore(address, before, most)).orElse(List.of());
        Map<Height, Optional<Block>> read = new HashMap<>();
        List<HistoryLine> confirmed = new ArrayList<>(named.size());
        for (ChainPosition position : named) {
            Optional<Block> block = read.computeIfAbsent(position.height(), height -> blockAt(position));
            Optional<HistoryLine> line = block.flatMap(found -> line(found, address, position));
            if (line.isEmpty() && block.isPresent()) {
                startOver("it named a wrong line of an address's history");
                return List.of();
            }
            line.ifPresent(confirmed::add);
        }
        return confirmed;
    }

    private Optional<Block> blockAt(ChainPosition position) {
        return ask(opened -> opened.blockAt(position.height().value()))
                .flatMap(Function.identity())
                .flatMap(blocks::block);
    }

    private Optional<HistoryLine> line(Block block, Address address, ChainPosition position) {
        return BlockLines.of(block, reward).stream()
                .filter(line -> line.address().equals(address))
                .map(BlockLines.Line::entry)
                .filter(line -> line.position().equals(position))
                .findFirst();
    }

    private <T> Optional<T> ask(Function<IndexTables, T> question) {
        if (isOff) {
            return Optional.empty();
        }
        try {
            IndexTables opened = tables == null ? IndexTables.open(folder) : tables;
            tables = opened;
            return Optional.of(question.apply(opened));
        } catch (RuntimeException | AssertionError | IOError e) {
            startOver("it failed: " + e);
            return Optional.empty();
        }
    }

    private void startOver(String why) {
        startOver(DiskReport.Kind.REBUILT, why);
    }

    private void startOver(DiskReport.Kind kind, String why) {
        freshStarts++;
        isOff = freshStarts >= FRESH_STARTS_MAX;
        closeTables();
        reach = CleanMark.Reach.NOTHING;
        way.forget();
        try {
            IndexTables.delete(folder);
        } catch (IOException e) {
            isOff = true;
        }
        reports.accept(new DiskReport(
                kind,
                folder,
                why + (isOff ? "; it stays off until the next start" : "; it is made again from the block log")));
    }

    /** @return whether the files are in order */
    private boolean closeTables() {
        IndexTables opened = tables;
        tables = null;
        if (opened == null) {
            return false;
        }
        try {
            opened.close();
            return true;
        } catch (RuntimeException | AssertionError | IOError e) {
            reports.accept(new DiskReport(DiskReport.Kind.WRITE_FAILED, folder, "the index could not be closed: " + e));
            return false;
        }
    }

    /** Closes the files without marking them as clean: the next life makes them again. */
    synchronized void abandon() {
        closeTables();
        isOff = true;
    }

    /** Closes the files and marks them as clean; if there is no room for the mark, that is reported, and the next life makes them again. */
    @Override
    public synchronized void close() {
        if (closeTables() && !isOff) {
            try {
                mark.set(reach);
            } catch (IOException e) {
                reports.accept(new DiskReport(
                        DiskReport.Kind.WRITE_FAILED,
                        folder,
                        "the index could not be marked as clean, the next start makes it again: " + e.getMessage()));
            }
        }
        isOff = true;
    }
}
