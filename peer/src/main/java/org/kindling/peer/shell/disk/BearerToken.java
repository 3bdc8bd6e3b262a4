package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** A token in a file that only its owner may read: 64 hexadecimal digits that let their bearer change something. */
public final class BearerToken {
    private static final int BYTES = 32;

    private BearerToken() {}

    /**
     * The token in this file, or a fresh one, which is in it from now on.
     *
     * @throws IOException if others may read it, or it cannot be read or written
     */
    public static String in(Path file, SecureRandom chance) throws IOException {
        Optional<String> held = read(file);
        return held.isPresent() ? held.get() : make(file, chance);
    }

    /** The token in this file; nothing if there is no such file, or none in it. */
    static Optional<String> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        PrivateFiles.requirePrivate(file);
        String token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        return token.matches("[0-9a-f]{" + 2 * BYTES + "}") ? Optional.of(token) : Optional.empty();
    }

    static String make(Path file, SecureRandom chance) throws IOException {
        byte[] bytes = new byte[BYTES];
        chance.nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        PrivateFiles.write(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
        PrivateFiles.syncFolder(file);
        return token;
    }
}
