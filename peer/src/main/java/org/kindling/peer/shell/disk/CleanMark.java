package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;

/**
 * Says that the index was closed in order, up to which block it goes, and what its files looked like then.
 *
 * <p>A {@link SmallFile} with the height (8), the block id (32) and, for each index file, its length (8) and CRC32C (4). It is taken away while the index is in
 * use, so an index whose life ended suddenly has none.
 */
final class CleanMark {
    private static final int FILE_BYTES = Long.BYTES + Integer.BYTES;
    private static final int BUFFER_BYTES = 1 << 16;

    /** How far an index goes; height 0 if it is empty. */
    record Reach(long height, Hash block) {
        static final Reach NOTHING = new Reach(0, Hash.ZERO);
    }

    private final SmallFile mark;
    private final List<Path> files;

    CleanMark(Path path, List<Path> files, Consumer<DiskReport> reports) {
        this.mark = new SmallFile(path, reports);
        this.files = files;
    }

    /** Whether the files were marked; they are not while they are in use, nor after a sudden end. */
    boolean isThere() {
        return Files.exists(mark.path());
    }

    /** Takes the mark away and tells what it said, if it was there and the files are as it says. */
    Optional<Reach> take() throws IOException {
        Optional<byte[]> content = isThere() ? mark.read() : Optional.empty();
        mark.delete();
        if (content.isEmpty() || content.get().length != Long.BYTES + Hash.SIZE + files.size() * FILE_BYTES) {
            return Optional.empty();
        }
        Bytes bytes = Bytes.wrap(content.get());
        Bytes seen = fingerprint();
        if (!bytes.slice(Long.BYTES + Hash.SIZE, bytes.size()).equals(seen)) {
            return Optional.empty();
        }
        long height = ByteBuffer.wrap(content.get()).getLong();
        return Optional.of(new Reach(height, new Hash(bytes.slice(Long.BYTES, Long.BYTES + Hash.SIZE))));
    }

    /** Marks the files as they are now. */
    void set(Reach reach) throws IOException {
        Bytes seen = fingerprint();
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES + Hash.SIZE + seen.size());
        out.putLong(reach.height());
        reach.block().bytes().writeTo(out);
        seen.writeTo(out);
        mark.write(out.array());
    }

    private Bytes fingerprint() throws IOException {
        ByteBuffer out = ByteBuffer.allocate(files.size() * FILE_BYTES);
        for (Path file : files) {
            if (!Files.exists(file)) {
                return Bytes.EMPTY;
            }
            out.putLong(Files.size(file)).putInt(checksum(file));
        }
        return Bytes.wrap(out.array());
    }

    private static int checksum(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc.update(buffer, 0, count);
            }
        }
        return (int) crc.getValue();
    }
}
