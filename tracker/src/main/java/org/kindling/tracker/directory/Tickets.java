package org.kindling.tracker.directory;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.KeyedHash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

/**
 * Proofs of how long somebody has waited, which those who wait keep themselves: since when, until when, and a keyed hash over both and whose it is.
 *
 * <p>Rationale: nothing is stored for whoever waits, so no flood of them fills anything, and a tracker that was restarted with its key still knows them.
 */
final class Tickets {
    private static final int SEAL_BYTES = 16;
    private static final int TIMES_BYTES = 2 * Long.BYTES;

    private final KeyedHash hash;

    Tickets(Bytes secret) {
        this.hash = new KeyedHash(secret);
    }

    /** Who waits: no other peer, host or network has any use of the ticket. */
    record Holder(NodeId node, SeenHost seen, NetworkId network) {}

    /** @param dueMillis when its holder is expected */
    record Ticket(long sinceMillis, long dueMillis) {}

    Bytes give(Ticket ticket, Holder holder) {
        byte[] times = ByteBuffer.allocate(TIMES_BYTES)
                .putLong(ticket.sinceMillis())
                .putLong(ticket.dueMillis())
                .array();
        return Bytes.wrap(ByteBuffer.allocate(TIMES_BYTES + SEAL_BYTES)
                .put(times)
                .put(seal(times, holder))
                .array());
    }

    /** What it says, if it is one of ours and this holder's. */
    Optional<Ticket> read(Bytes given, Holder holder) {
        if (given.size() != TIMES_BYTES + SEAL_BYTES) {
            return Optional.empty();
        }
        byte[] times = given.slice(0, TIMES_BYTES).toArray();
        byte[] shown = given.slice(TIMES_BYTES, TIMES_BYTES + SEAL_BYTES).toArray();
        ByteBuffer in = ByteBuffer.wrap(times);
        return MessageDigest.isEqual(shown, seal(times, holder))
                ? Optional.of(new Ticket(in.getLong(), in.getLong()))
                : Optional.empty();
    }

    /** Every part is of one length but the host, which is the last. */
    private byte[] seal(byte[] times, Holder holder) {
        byte[] whole = hash.of(
                times,
                holder.node().bytes().toArray(),
                holder.network().hash().toArray(),
                holder.seen().host().toArray());
        return Arrays.copyOf(whole, SEAL_BYTES);
    }
}
