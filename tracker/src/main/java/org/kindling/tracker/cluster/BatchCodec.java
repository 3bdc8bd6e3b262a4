package org.kindling.tracker.cluster;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.IdentityReader;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.directory.BareSighting;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.Sighting;

/**
 * Batches as bytes: a row each sighting, one after the other, big-endian.
 *
 * <p>A row: its kind (1), what became of the peer (1), when (8), the length of the address (1) and the address; then either the length of the record (2)
 * and the record, or port (2), swarm (20) and peer id (20).
 */
final class BatchCodec {
    private static final byte SIGNED = 1;
    private static final byte BARE = 2;
    private static final int ADDRESS_BYTES_MAX = 16;
    private static final int HEAD_BYTES_MAX = 1 + 1 + Long.BYTES + 1 + ADDRESS_BYTES_MAX;
    private static final int BARE_BYTES = Short.BYTES + InfoHash.SIZE + PeerId.SIZE;
    private static final int ROW_BYTES_MAX = HEAD_BYTES_MAX + Short.BYTES + PeerRecord.BYTES_MAX;

    private BatchCodec() {}

    /** In as many pieces as it takes for each to have at most so many bytes. */
    static List<Piece> encode(Batch batch, int bytesMax) {
        List<Piece> pieces = new ArrayList<>();
        Rows rows = new Rows(bytesMax);
        for (Sighting sighting : batch.signed()) {
            ByteBuffer row = rows.next(ROW_BYTES_MAX, pieces);
            head(row, SIGNED, code(sighting.presence()), sighting.atMillis(), sighting.seen());
            byte[] record = IdentityCodec.encode(sighting.record());
            row.putShort((short) record.length).put(record);
        }
        for (BareSighting sighting : batch.bare()) {
            ByteBuffer row = rows.next(HEAD_BYTES_MAX + BARE_BYTES, pieces);
            head(row, BARE, code(sighting.presence()), sighting.atMillis(), sighting.seen());
            row.putShort((short) sighting.port());
            sighting.swarm().bytes().writeTo(row);
            sighting.peerId().bytes().writeTo(row);
        }
        rows.end(pieces);
        return pieces;
    }

    /** So many sightings in a row. */
    record Piece(Bytes bytes, int sightings) {}

    /** The piece that is being written. */
    private static final class Rows {
        private final ByteBuffer buffer;
        private int count;

        Rows(int bytesMax) {
            buffer = ByteBuffer.allocate(bytesMax);
        }

        ByteBuffer next(int bytes, List<Piece> pieces) {
            if (buffer.remaining() < bytes) {
                end(pieces);
            }
            count++;
            return buffer;
        }

        void end(List<Piece> pieces) {
            if (count > 0) {
                byte[] bytes = new byte[buffer.flip().remaining()];
                buffer.get(bytes);
                pieces.add(new Piece(Bytes.wrap(bytes), count));
                buffer.clear();
                count = 0;
            }
        }
    }

    private static void head(ByteBuffer rows, byte kind, int presence, long atMillis, SeenHost seen) {
        Bytes address = seen.ip().bytes();
        rows.put(kind).put((byte) presence).putLong(atMillis).put((byte) address.size());
        address.writeTo(rows);
    }

    /** @throws MalformedException if these are not rows, one after the other */
    static Batch decode(byte[] bytes) throws MalformedException {
        List<Sighting> signed = new ArrayList<>();
        List<BareSighting> bare = new ArrayList<>();
        ByteBuffer rows = ByteBuffer.wrap(bytes);
        try {
            while (rows.hasRemaining()) {
                row(rows, signed, bare);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException broken) {
            throw new MalformedException(Fault.UNREADABLE, "a batch that ends too early or has a field out of range");
        }
        return new Batch(signed, bare);
    }

    private static void row(ByteBuffer rows, List<Sighting> signed, List<BareSighting> bare) throws MalformedException {
        byte kind = rows.get();
        int presence = rows.get();
        long atMillis = rows.getLong();
        SeenHost seen = new SeenHost(read(rows, rows.get()));
        if (kind == SIGNED) {
            PeerRecord record = IdentityReader.record(
                    read(rows, Short.toUnsignedInt(rows.getShort())).toArray());
            signed.add(new Sighting(record, seen, signed(presence), atMillis));
        } else if (kind == BARE) {
            int port = Short.toUnsignedInt(rows.getShort());
            InfoHash swarm = new InfoHash(read(rows, InfoHash.SIZE));
            PeerId peerId = new PeerId(read(rows, PeerId.SIZE));
            bare.add(new BareSighting(swarm, seen, port, peerId, bare(presence), atMillis));
        } else {
            throw new MalformedException(Fault.UNREADABLE, "a row of kind " + kind);
        }
    }

    private static int code(Sighting.Presence presence) {
        return switch (presence) {
            case LISTED -> 0;
            case VETTED -> 1;
            case LEFT -> 2;
        };
    }

    private static Sighting.Presence signed(int code) throws MalformedException {
        return switch (code) {
            case 0 -> Sighting.Presence.LISTED;
            case 1 -> Sighting.Presence.VETTED;
            case 2 -> Sighting.Presence.LEFT;
            default -> throw unknown(code);
        };
    }

    private static int code(BareSighting.Presence presence) {
        return switch (presence) {
            case LEECHING -> 0;
            case SEEDING -> 1;
            case LEFT -> 2;
        };
    }

    private static BareSighting.Presence bare(int code) throws MalformedException {
        return switch (code) {
            case 0 -> BareSighting.Presence.LEECHING;
            case 1 -> BareSighting.Presence.SEEDING;
            case 2 -> BareSighting.Presence.LEFT;
            default -> throw unknown(code);
        };
    }

    private static MalformedException unknown(int presence) {
        return new MalformedException(Fault.OUT_OF_RANGE, "a peer of which became " + presence);
    }

    private static Bytes read(ByteBuffer rows, int length) {
        if (length < 0 || length > rows.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        rows.get(bytes);
        return Bytes.wrap(bytes);
    }
}
