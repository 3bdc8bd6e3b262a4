package org.kindling.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kindling.peer.shell.PeerOptions;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.IdentityReader;

/** What {@code --join} was given: a capsule string, or a file with a capsule in it, short or long. */
final class Invitation {
    private Invitation() {}

    static PeerOptions accept(PeerOptions options, String text) {
        try {
            if (text.strip().startsWith(Capsule.SCHEME)) {
                return options.invitedBy(Capsule.parse(text));
            }
            byte[] content = Files.readAllBytes(Path.of(text));
            String asText = new String(content, StandardCharsets.UTF_8).strip();
            return asText.startsWith(Capsule.SCHEME)
                    ? options.invitedBy(Capsule.parse(asText))
                    : options.invitedBy(IdentityReader.capsuleFile(content));
        } catch (MalformedException e) {
            throw new CommandFailed(ExitCode.REFUSED, "this is no capsule: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "'" + text + "' is neither a capsule (they begin with '" + Capsule.SCHEME
                            + "') nor a readable file",
                    e);
        }
    }
}
