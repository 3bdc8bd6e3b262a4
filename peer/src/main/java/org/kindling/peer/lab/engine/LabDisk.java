package org.kindling.peer.lab.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Archive;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Recovered;
import org.kindling.peer.boundary.RememberedBook;
import org.kindling.peer.boundary.Snapshot;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Transaction;

/**
 * The disk of one peer: outlives it, syncs in 1 to 5 ms and once in a while in up to a second, and forgets in a crash what it had not
 * synced.
 *
 * <p>The slow sync outlasts a round trip. Rationale: what a peer does while it waits for its disk and others already speak would else
 * never be seen; a real disk that others use too does this all day.
 *
 * <p>A crash keeps a random beginning of the unsynced writes. Rationale: a real disk may have written more than it promised, and a
 * peer must cope with both.
 */
public final class LabDisk implements Archive {
    private static final long SYNC_NANOS_MIN = 1_000_000;
    private static final long SYNC_NANOS_MAX = 5_000_000;
    private static final int SLOW_ONE_IN = 32;
    private static final long SLOW_NANOS_MIN = 100_000_000;
    private static final long SLOW_NANOS_MAX = 1_000_000_000;

    /** What the disk does with writes. */
    public enum Health {
        WORKING,
        /** Refuses them: no space left, or an error in the device. */
        REFUSING,
        /** Accepts them and does not get on. */
        STALLED
    }

    private final World world;
    private final LabPeer owner;
    private final SplittableRandom random;
    private final ArrayDeque<Action.Persist> unsynced = new ArrayDeque<>();
    private final Shelf shelf = new Shelf();
    private Health health = Health.WORKING;
    private long busyUntilNanos;
    private int parked;

    LabDisk(World world, LabPeer owner) {
        this.world = world;
        this.owner = owner;
        this.random = world.chance().stream("disk", owner.index());
    }

    void write(Action.Persist persist) {
        if (health == Health.REFUSING) {
            world.tally().count("disk-refused");
            owner.later(SYNC_NANOS_MIN, new Event.PersistFailed(persist.token(), "no space left on device"));
            return;
        }
        unsynced.add(persist);
        scheduleSync();
    }

    private void scheduleSync() {
        long doneNanos = world.timeline().nanos() + syncNanos();
        busyUntilNanos = Math.max(busyUntilNanos, doneNanos);
        int life = owner.life();
        world.timeline().at(busyUntilNanos, () -> sync(life));
    }

    private long syncNanos() {
        if (random.nextInt(SLOW_ONE_IN) > 0) {
            return random.nextLong(SYNC_NANOS_MIN, SYNC_NANOS_MAX);
        }
        world.tally().count("disk-slow");
        return random.nextLong(SLOW_NANOS_MIN, SLOW_NANOS_MAX);
    }

    private void sync(int life) {
        if (life != owner.life() || !owner.isAlive()) {
            return;
        }
        if (health == Health.STALLED) {
            parked++;
            world.tally().count("disk-stalled");
            return;
        }
        Action.Persist done = unsynced.remove();
        done.entries().forEach(entry -> entry.fold(shelf));
        owner.happen(new Event.Persisted(done.token()));
    }

    /** The owner has died: what was on its way to the disk may be gone. */
    void crash() {
        int surviving = unsynced.isEmpty() ? 0 : random.nextInt(unsynced.size() + 1);
        world.tally().add("disk-tail-lost", unsynced.size() - surviving);
        for (int i = 0; i < surviving; i++) {
            unsynced.remove().entries().forEach(entry -> entry.fold(shelf));
        }
        unsynced.clear();
        parked = 0;
        busyUntilNanos = 0;
    }

    /** Changes what the disk does from now on; a disk that works again first finishes what it had accepted. */
    public void become(Health other) {
        health = other;
        if (other == Health.WORKING) {
            int waiting = parked;
            parked = 0;
            for (int i = 0; i < waiting; i++) {
                scheduleSync();
            }
        }
    }

    /** Somebody deletes the file of the address book while the owner is dead. */
    public void loseAddressBook() {
        shelf.book = RememberedBook.nothing();
        world.tally().count("address-book-lost");
    }

    /** What a new life of the owner will find. */
    public Recovered recovered() {
        List<BlockHeader> headers = new ArrayList<>(shelf.blocks.size());
        shelf.blocks.values().forEach(block -> headers.add(block.header()));
        return new Recovered(
                headers,
                Optional.ofNullable(shelf.snapshot),
                List.copyOf(shelf.transactions.values()),
                shelf.book,
                shelf.sequence);
    }

    @Override
    public Optional<Block> block(Hash id) {
        return Optional.ofNullable(shelf.blocks.get(id));
    }

    /** What is synced. */
    private static final class Shelf implements Entry.Cases<Shelf> {
        private final Map<Hash, Block> blocks = new LinkedHashMap<>();
        private final Map<Hash, Transaction> transactions = new LinkedHashMap<>();
        private RememberedBook book = RememberedBook.nothing();
        private @Nullable Snapshot snapshot;
        private long sequence;

        @Override
        public Shelf checkedBlock(Entry.CheckedBlock entry) {
            blocks.putIfAbsent(entry.block().id(), entry.block());
            return this;
        }

        @Override
        public Shelf ownTransaction(Entry.OwnTransaction entry) {
            transactions.putIfAbsent(entry.transaction().id(), entry.transaction());
            return this;
        }

        @Override
        public Shelf recordSequence(Entry.RecordSequence entry) {
            sequence = Math.max(sequence, entry.sequence());
            return this;
        }

        @Override
        public Shelf addressBook(Entry.AddressBook entry) {
            book = entry.book();
            return this;
        }

        @Override
        public Shelf stateSnapshot(Entry.StateSnapshot entry) {
            snapshot = entry.snapshot();
            return this;
        }
    }
}
