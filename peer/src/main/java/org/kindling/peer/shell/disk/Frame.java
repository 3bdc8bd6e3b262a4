package org.kindling.peer.shell.disk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One entry of a log, big-endian: marker (4), length of the content (4), where its batch begins (8), CRC32C (4), content. The marker is the
 * first half of the log's salt.
 *
 * <p>The checksum covers the log's salt, the frame's own position, the fields before the checksum and the content. Rationale: users choose
 * what is inside transactions. Without the secret salt somebody could have a whole frame written inside a block, and a search for the next
 * good frame behind a damaged one would find a block nobody checked. The position
 * exposes a frame written to the wrong place.
 *
 * <p>A batch is what was synced together. Rationale: a log is synced after every batch, so damage before the newest batch is rot and damage
 * within it may be a tear; without the batch the two could not be told apart.
 */
final class Frame {
    static final int HEADER_BYTES = 20;
    private static final int CHECKSUM_AT = 16;

    private Frame() {}

    /** Where a frame is. */
    record Place(long offset, int length) {
        long end() {
            return offset + HEADER_BYTES + length;
        }
    }

    static int marker(long salt) {
        return (int) (salt >>> Integer.SIZE);
    }

    /** Writes a frame that will stand at this offset of the log. */
    static void put(ByteBuffer out, long salt, long offset, long batch, byte[] content) {
        int start = out.position();
        out.putInt(marker(salt)).putInt(content.length).putLong(batch).putInt(0).put(content);
        out.putInt(start + CHECKSUM_AT, checksum(out, start, content.length, salt, offset));
    }

    /** Whether a whole, intact frame with a content of this length begins at this position of the array. */
    static boolean isIntact(byte[] bytes, int start, int length, long salt, long offset) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return in.getInt(start) == marker(salt)
                && in.getInt(start + 4) == length
                && in.getInt(start + CHECKSUM_AT) == checksum(in, start, length, salt, offset);
    }

    private static int checksum(ByteBuffer frame, int start, int length, long salt, long offset) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(salt)
                .putLong(offset)
                .flip());
        crc.update(frame.slice(start, CHECKSUM_AT));
        crc.update(frame.slice(start + HEADER_BYTES, length));
        return (int) crc.getValue();
    }
}
