package org.kindling.peer.shell.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;

/**
 * How every log begins: two copies, one in each of the first two sectors.
 *
 * <p>A copy is, big-endian: {@code "KINDLOG\0"}, version (4), kind (4), network id (32), salt (8), zero (4), CRC32C of all of that (4).
 *
 * <p>Rationale for two copies: without the salt no frame can be told from noise.
 *
 * @param kind what the frames hold
 * @param salt goes into every frame's checksum
 */
record LogHeader(int version, int kind, NetworkId network, long salt) {
    static final int VERSION = 1;
    static final int BLOCKS = 1;
    static final int OWN = 2;

    /** Both copies together; the first frame begins here. */
    static final int BYTES = 1024;

    static final int COPY_BYTES = BYTES / 2;
    private static final byte[] MAGIC = "KINDLOG\0".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKED_BYTES = MAGIC.length + 4 + 4 + Hash.SIZE + 8 + 4;

    /** Both copies, zeros between them. */
    ByteBuffer encoded() {
        ByteBuffer both = ByteBuffer.allocate(BYTES);
        for (int copy = 0; copy < BYTES; copy += COPY_BYTES) {
            both.position(copy);
            both.put(MAGIC).putInt(version).putInt(kind);
            network.hash().bytes().writeTo(both);
            both.putLong(salt).putInt(0);
            both.putInt(checksum(both.array(), copy));
        }
        return both.rewind();
    }

    /** One of the two copies, if it is whole. */
    static Optional<LogHeader> read(byte[] both, int copy) {
        ByteBuffer in = ByteBuffer.wrap(both);
        int start = copy * COPY_BYTES;
        boolean isWhole = Arrays.equals(both, start, start + MAGIC.length, MAGIC, 0, MAGIC.length)
                && in.getInt(start + CHECKED_BYTES) == checksum(both, start);
        if (!isWhole) {
            return Optional.empty();
        }
        in.position(start + MAGIC.length);
        int version = in.getInt();
        int kind = in.getInt();
        byte[] network = new byte[Hash.SIZE];
        in.get(network);
        return Optional.of(new LogHeader(version, kind, new NetworkId(new Hash(Bytes.wrap(network))), in.getLong()));
    }

    private static int checksum(byte[] both, int start) {
        CRC32C crc = new CRC32C();
        crc.update(both, start, CHECKED_BYTES);
        return (int) crc.getValue();
    }
}
