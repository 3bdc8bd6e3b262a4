package org.kindling.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.kindling.cli.node.Await;
import org.kindling.peer.shell.disk.PrivateFiles;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;

/**
 * A key that owns units, in a file of its own: the word {@code kindling-wallet-1}, the 32-byte seed in hex, and a checksum, on one line.
 * Only its owner may read the file. The seed is not encrypted: whoever reads the file or a copy of it owns what the key owns.
 */
final class WalletFile {
    private static final String MARK = "kindling-wallet-1";
    private static final int CHECK_DIGITS = 8;

    private WalletFile() {}

    static void create(Path file, KeyPair key) {
        String seed = key.seed().hex();
        String line = MARK + " " + seed + " " + check(seed) + "\n";
        NewFile.write(file, line.getBytes(StandardCharsets.US_ASCII), NewFile.PRIVATE);
    }

    static KeyPair read(Path file) {
        try {
            // Any bytes are Latin-1, so that a file of another kind is told as one.
            String line = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (!line.startsWith(MARK)) {
                throw noWallet(file);
            }
            requirePrivate(file);
            return parse(file, line);
        } catch (NoSuchFileException e) {
            throw new CommandFailed(
                    ExitCode.USAGE, "there is no wallet '" + file + "'; make one with: kindling wallet new " + file, e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "'" + file + "' cannot be read: " + Await.reason(e), e);
        }
    }

    private static void requirePrivate(Path file) {
        try {
            PrivateFiles.requirePrivate(file);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.REFUSED, Await.reason(e), e);
        }
    }

    private static KeyPair parse(Path file, String line) {
        String[] words = line.split(" ", -1);
        boolean isWallet = words.length == 3 && words[0].equals(MARK) && words[1].matches("[0-9a-f]{64}");
        if (!isWallet || !check(words[1]).equals(words[2])) {
            throw noWallet(file);
        }
        return KeyPair.fromSeed(Bytes.fromHex(words[1]));
    }

    private static CommandFailed noWallet(Path file) {
        return new CommandFailed(
                ExitCode.REFUSED, "'" + file + "' is not a wallet, or is damaged; restore it from a backup");
    }

    private static String check(String seed) {
        return Hash.sha256(seed.getBytes(StandardCharsets.US_ASCII)).hex().substring(0, CHECK_DIGITS);
    }
}
