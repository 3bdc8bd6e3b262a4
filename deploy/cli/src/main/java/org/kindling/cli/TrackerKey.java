package org.kindling.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kindling.cli.node.Await;
import org.kindling.peer.shell.disk.PrivateFiles;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.KeyPair;

/** The key of a tracker, in its folder: 64 hexadecimal digits that only the owner may read. */
final class TrackerKey {
    private static final String NAME = "tracker.key";

    private TrackerKey() {}

    /** The key that is kept there, or this one, which is kept there from now on. */
    static KeyPair in(Path folder, KeyPair fresh) {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            NewFile.write(file, (fresh.seed().hex() + "\n").getBytes(US_ASCII), NewFile.PRIVATE);
            return fresh;
        }
        try {
            PrivateFiles.requirePrivate(file);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.REFUSED, Await.reason(e), e);
        }
        try {
            return KeyPair.fromSeed(
                    Bytes.fromHex(Files.readString(file, US_ASCII).strip()));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "'" + file + "' is not the key of a tracker; restore it, or move it away for a fresh one",
                    e);
        }
    }
}
