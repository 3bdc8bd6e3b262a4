package org.kindling.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;

/** A network as people name it: its id, or the file with its rules, or the folder that holds that file. */
final class NetworkName {
    private NetworkName() {}

    /** Which one is meant. */
    static NetworkId id(String text) {
        if (text.strip().matches("[0-9a-fA-F]{64}")) {
            return new NetworkId(Hash.fromHex(text.strip()));
        }
        Path place = Path.of(text);
        if (!Files.exists(place)) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "'" + text + "' is neither a network id (64 hexadecimal digits) nor a network spec");
        }
        return NetworkFiles.read(place).id();
    }
}
