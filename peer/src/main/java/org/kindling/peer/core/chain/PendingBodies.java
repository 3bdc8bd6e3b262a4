package org.kindling.peer.core.chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;

/** Bodies that have arrived and are not applied yet, in order of arrival. */
final class PendingBodies {
    /** How far a body has come. */
    enum Stage {
        CHECKING,
        /** Checked; the state of its parent is missing. */
        WAITING,
        APPLYING
    }

    private record Pending(Block block, Stage stage) {}

    private final Map<Hash, Pending> bodies = new LinkedHashMap<>();
    private long bytes;

    boolean contains(Hash id) {
        return bodies.containsKey(id);
    }

    void put(Block block, Stage stage) {
        Pending before = bodies.put(block.id(), new Pending(block, stage));
        bytes += Footprint.bytes(block) - (before == null ? 0 : Footprint.bytes(before.block()));
    }

    void remove(Hash id) {
        Pending gone = bodies.remove(id);
        bytes -= gone == null ? 0 : Footprint.bytes(gone.block());
    }

    /** What they take in memory. */
    long bytes() {
        return bytes;
    }

    boolean isAt(Hash id, Stage stage) {
        Pending pending = bodies.get(id);
        return pending != null && pending.stage() == stage;
    }

    Optional<Block> find(Hash id) {
        return Optional.ofNullable(bodies.get(id)).map(Pending::block);
    }

    /** Which blocks these are, the longest here first. */
    List<Hash> ids() {
        return List.copyOf(bodies.keySet());
    }
}
