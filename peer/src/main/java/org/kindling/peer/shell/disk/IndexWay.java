package org.kindling.peer.shell.disk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.kindling.protocol.crypto.Hash;

/**
 * How to get from the indexed chain to another one.
 *
 * @param fork height of the last block both have; 0 is genesis, which all chains share
 * @param ahead the blocks of the other chain above it, the lowest first
 */
record IndexWay(long fork, Deque<Hash> ahead) {

    /** Empty if a block on the way down from the tip is not in the block log. */
    static Optional<IndexWay> find(BlockLog blocks, IndexTables tables, long indexedHeight, Hash tip) {
        Deque<Hash> ahead = new ArrayDeque<>();
        Hash at = tip;
        while (true) {
            Optional<BlockLog.Entry> entry = blocks.entry(at);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            long height = entry.get().height();
            if (height <= indexedHeight
                    && tables.blockAt(height).filter(at::equals).isPresent()) {
                return Optional.of(new IndexWay(height, ahead));
            }
            ahead.push(at);
            if (height == 1) {
                return Optional.of(new IndexWay(0, ahead));
            }
            at = entry.get().parent();
        }
    }
}
