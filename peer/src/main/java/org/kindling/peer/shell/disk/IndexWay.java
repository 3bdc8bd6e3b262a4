package org.kindling.peer.shell.disk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.kindling.protocol.crypto.Hash;

/**
 * How to get from the indexed chain to another one: first down to the last block both have, then up.
 *
 * <p>What is left of the way is remembered, and a longer chain is only looked at down to where the remembered way ends. Rationale: an index
 * that is made again moves a few blocks at a time over all of them, and walking down from the tip each time would take for ever.
 */
final class IndexWay {
    private final Function<Hash, Optional<BlockLog.Entry>> blocks;
    private final Deque<Hash> ahead = new ArrayDeque<>();
    private long fork;

    /** @param blocks where a block is in the tree, if it is there */
    IndexWay(Function<Hash, Optional<BlockLog.Entry>> blocks) {
        this.blocks = blocks;
    }

    /**
     * Finds the way to this tip.
     *
     * @param indexedHeight up to where the index goes
     * @param indexed the block of the indexed chain at a height
     * @return whether there is one; not if a block on the way down from the tip is not in the block log
     */
    boolean isFound(Hash tip, long indexedHeight, LongFunction<Optional<Hash>> indexed) {
        Hash end = ahead.isEmpty() ? Hash.ZERO : ahead.getLast();
        Deque<Hash> found = new ArrayDeque<>();
        Hash at = tip;
        while (!at.equals(end)) {
            Optional<BlockLog.Entry> entry = blocks.apply(at);
            if (entry.isEmpty()) {
                forget();
                return false;
            }
            long height = entry.get().height();
            if (height <= indexedHeight
                    && indexed.apply(height).filter(at::equals).isPresent()) {
                begin(height, found);
                return true;
            }
            found.push(at);
            if (height == 1) {
                begin(0, found);
                return true;
            }
            at = entry.get().parent();
        }
        ahead.addAll(found);
        return true;
    }

    private void begin(long newFork, Deque<Hash> blocksAhead) {
        ahead.clear();
        ahead.addAll(blocksAhead);
        fork = newFork;
    }

    /** Height of the last block both chains have; 0 is genesis, which all chains share. */
    long fork() {
        return fork;
    }

    /** The next block to learn, if there is one. */
    Optional<Hash> next() {
        return Optional.ofNullable(ahead.peekFirst());
    }

    /** The next block is learnt. */
    void advance() {
        ahead.removeFirst();
        fork++;
    }

    /** It has to be found again. */
    void forget() {
        ahead.clear();
    }
}
