package org.kindling.tracker.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.Bencode;
import org.kindling.protocol.bittorrent.BencodeWriter;

/** A file of a few megabytes, and the torrent that describes it (BEP 3); private (BEP 27), so that the tracker is the only way to it. */
final class SharedFile {
    private static final String NAME = "shared.bin";
    private static final int PIECES = 12;
    private static final int PIECE_BYTES = 256 * 1024;
    private static final int LAST_PIECE_BYTES = 12_345;

    private final byte[] content = new byte[PIECES * PIECE_BYTES + LAST_PIECE_BYTES];

    SharedFile() {
        new SplittableRandom(1).nextBytes(content);
    }

    /** Puts the whole file there. */
    void complete(Path folder) throws IOException {
        Files.write(folder.resolve(NAME), content);
    }

    /** Whether every byte of it has come there. */
    boolean isWhole(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    /** Writes its torrent, which names this tracker. */
    Path torrent(Path folder, String announceUrl) throws IOException {
        Bencode info = Bencode.Dictionary.of(Map.of(
                "length", new Bencode.Whole(content.length),
                "name", Bencode.Text.of(NAME),
                "piece length", new Bencode.Whole(PIECE_BYTES),
                "pieces", new Bencode.Text(Bytes.wrap(pieces())),
                "private", new Bencode.Whole(1)));
        Bencode torrent = Bencode.Dictionary.of(Map.of("announce", Bencode.Text.of(announceUrl), "info", info));
        return Files.write(folder.resolve("shared.torrent"), BencodeWriter.write(torrent));
    }

    private byte[] pieces() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            ByteArrayOutputStream pieces = new ByteArrayOutputStream();
            for (int from = 0; from < content.length; from += PIECE_BYTES) {
                sha1.update(content, from, Math.min(PIECE_BYTES, content.length - from));
                pieces.writeBytes(sha1.digest());
            }
            return pieces.toByteArray();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
