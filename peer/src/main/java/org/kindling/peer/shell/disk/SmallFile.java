package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.kindling.protocol.Check;

/**
 * A file that is replaced as a whole: written aside, synced, renamed, and its folder synced. Only its owner may read it.
 *
 * <p>Layout, big-endian: {@code "KINDFIL\0"}, version (4), length of the content (4), CRC32C of all that and the content (4), content. The version
 * before stays as {@code NAME.old}.
 *
 * @param path the file
 * @param reports who hears of damage
 */
record SmallFile(Path path, Consumer<DiskReport> reports) {
    /** Longest content; a length beyond it is damage, so that a rotten length never asks for memory. */
    static final int BYTES_MAX = 16 << 20;

    /** What the name of the version before ends with. */
    static final String OLD = ".old";

    private static final byte[] MAGIC = "KINDFIL\0".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int CHECKSUM_AT = MAGIC.length + 8;
    private static final int HEADER_BYTES = CHECKSUM_AT + 4;

    /** Whether there is such a file, whole or not. */
    boolean exists() {
        return Files.exists(path) || Files.exists(old());
    }

    /** The newest whole content, the version before if the file is damaged, or nothing. */
    Optional<byte[]> read() {
        Optional<byte[]> newest = content(path);
        if (newest.isPresent() || !exists()) {
            return newest;
        }
        Optional<byte[]> before = content(old());
        reports.accept(new DiskReport(
                DiskReport.Kind.IGNORED,
                path,
                before.isPresent()
                        ? "the file is missing or damaged; using the version before, " + old().getFileName()
                        : "the file is damaged and there is no whole older version"));
        return before;
    }

    /** Replaces the content; once this returns, it survives a power cut. */
    void write(byte[] content) throws IOException {
        Check.argument(content.length <= BYTES_MAX, "a small file has at most %s bytes", BYTES_MAX);
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        PrivateFiles.write(fresh, encoded(content));
        if (content(path).isPresent()) {
            PrivateFiles.keep(path, old());
        }
        PrivateFiles.replace(fresh, path);
    }

    /** Writes the content and a copy as the version before: for what is written once, and not easily had again. */
    void writeTwice(byte[] content) throws IOException {
        write(content);
        write(content);
    }

    /** Whether the file itself is whole. */
    boolean isWhole() {
        return content(path).isPresent();
    }

    /** Takes the file and the version before away. */
    void delete() throws IOException {
        if (exists()) {
            Files.deleteIfExists(path);
            Files.deleteIfExists(old());
            PrivateFiles.syncFolder(path);
        }
    }

    private Path old() {
        return path.resolveSibling(path.getFileName() + OLD);
    }

    private static byte[] encoded(byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + content.length);
        out.put(MAGIC).putInt(VERSION).putInt(content.length).putInt(0).put(content);
        return out.putInt(CHECKSUM_AT, checksum(out.array())).array();
    }

    private static Optional<byte[]> content(Path file) {
        try {
            byte[] bytes = bytes(file);
            ByteBuffer in = ByteBuffer.wrap(bytes);
            boolean isWhole = bytes.length >= HEADER_BYTES
                    && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                    && in.getInt(MAGIC.length) == VERSION
                    && in.getInt(MAGIC.length + 4) == bytes.length - HEADER_BYTES
                    && in.getInt(CHECKSUM_AT) == checksum(bytes);
            return isWhole ? Optional.of(Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER_BYTES + BYTES_MAX);
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM_AT);
        crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        return (int) crc.getValue();
    }
}
