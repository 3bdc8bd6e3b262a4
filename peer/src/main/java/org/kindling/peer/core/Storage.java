package org.kindling.peer.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Token;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Block;

/**
 * What a peer does when its disk refuses to write: it serves what it has, accepts and produces nothing, and tries again.
 *
 * <p>Blocks that could not be written are kept and written first once the disk works again; while it does not, no others are asked for, so
 * they are as few as were on their way. Rationale: a disk that was full for an hour must not need a person to restart the peer (F11); a log
 * whose sync failed refuses every later write by itself, so trying again can never pass for success.
 */
final class Storage {
    /** Well within the ten seconds after which a disk with room must be in use again (F11). */
    private static final long RETRY_MILLIS = 5_000;

    private final Parts parts;
    private final Map<Hash, Block> unwritten = new LinkedHashMap<>();
    private final List<Errand> postponed = new ArrayList<>();
    private long retryAtMillis = Long.MAX_VALUE;

    Storage(Parts parts) {
        this.parts = parts;
    }

    /** The disk refused. */
    void failed(String reason, long nowMillis) {
        if (!parts.isStorageBroken) {
            parts.isStorageBroken = true;
            parts.out.report(new Fact.StorageFailed(reason));
        }
        if (retryAtMillis == Long.MAX_VALUE) {
            retryAtMillis = nowMillis + RETRY_MILLIS;
        }
    }

    /** This block was not written; what was to follow will follow when it is. */
    void postpone(Block block, Errand errand) {
        if (unwritten.putIfAbsent(block.id(), block) == null) {
            postponed.add(errand);
        }
    }

    /** Tries again if it is time. */
    void wake(long nowMillis) {
        if (nowMillis < retryAtMillis) {
            return;
        }
        retryAtMillis = Long.MAX_VALUE;
        List<Entry> entries = new ArrayList<>();
        unwritten.values().forEach(block -> entries.add(new Entry.CheckedBlock(block)));
        Entry.RecordSequence probe = parts.ownRecord.furtherReservation();
        entries.add(probe);
        Token token = parts.out.persist(entries);
        parts.errands.expect(token, new Errand.TryDiskAgain(probe.sequence()));
    }

    /** The disk works again. @return what was postponed, in the order it was asked */
    List<Errand> recovered(Errand.TryDiskAgain attempt) {
        parts.ownRecord.reserved(attempt.sequence());
        parts.isStorageBroken = false;
        parts.out.report(new Fact.StorageRecovered(unwritten.size()));
        List<Errand> continued = List.copyOf(postponed);
        unwritten.clear();
        postponed.clear();
        return continued;
    }

    long nextDeadline() {
        return retryAtMillis;
    }
}
