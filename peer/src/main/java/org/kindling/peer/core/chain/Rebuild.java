package org.kindling.peer.core.chain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.kindling.protocol.crypto.Hash;

/** The way back to a state that was let go: the blocks from the nearest kept state up to the one wanted. */
final class Rebuild {
    private final BlockNode target;
    private final Deque<BlockNode> ahead = new ArrayDeque<>();
    private StateTrie state;
    private boolean lacksBody;

    /** The way to this applied block, whose state is not kept; at the latest genesis has one. */
    Rebuild(BlockNode target) {
        this.target = target;
        BlockNode below = target;
        Optional<StateTrie> kept = below.state();
        while (kept.isEmpty()) {
            ahead.addFirst(below);
            below = below.parentOrFail();
            kept = below.state();
        }
        this.state = kept.get();
    }

    BlockNode target() {
        return target;
    }

    /** The lowest block of those still to be applied. */
    BlockNode next() {
        return ahead.getFirst();
    }

    boolean isAt(Hash id) {
        return !ahead.isEmpty() && next().id().equals(id);
    }

    /** The state that the next block applies to, at the end that of the target. */
    StateTrie state() {
        return state;
    }

    void reached(StateTrie next) {
        ahead.removeFirst();
        state = next;
    }

    boolean isDone() {
        return ahead.isEmpty();
    }

    /** Whether nothing goes on until the body of the next block is fetched again. */
    boolean lacksBody() {
        return lacksBody;
    }

    void setLacksBody(boolean lacking) {
        lacksBody = lacking;
    }
}
