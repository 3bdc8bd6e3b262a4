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
        if (text.strip().startsWith(Capsule.SCHEME)) {
            return options.invitedBy(capsule(text, "this capsule cannot be read"));
        }
        try {
            byte[] content = Files.readAllBytes(Path.of(text));
            String asText = new String(content, StandardCharsets.UTF_8).strip();
            return asText.startsWith(Capsule.SCHEME)
                    ? options.invitedBy(capsule(asText, "the capsule in '" + text + "' cannot be read"))
                    : options.invitedBy(IdentityReader.capsuleFile(content));
        } catch (MalformedException e) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    "'" + text
                            + "' is no capsule; 'kindling capsule --data DIR' prints one, with --file OUT a long one",
                    e);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "'" + text + "' is neither a capsule (they begin with '" + Capsule.SCHEME
                            + "') nor a readable file",
                    e);
        }
    }

    private static Capsule capsule(String text, String complaint) {
        try {
            return Capsule.parse(text);
        } catch (MalformedException e) {
            throw new CommandFailed(ExitCode.REFUSED, complaint + ": " + Misread.words(e), e);
        }
    }
}
