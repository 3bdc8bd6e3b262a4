package org.kindling.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.cli.node.Await;
import org.kindling.peer.shell.disk.PrivateFiles;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.tracker.directory.ServedNetworks.Choice;

/**
 * Which networks a tracker serves, in its folder: the word {@code open} or {@code whitelist}, then a network id a line. Replaced as a whole; only its
 * owner may read it, because whoever knows a network's id can announce in it.
 */
final class ServedFile {
    private static final String NAME = "networks";
    private static final String OPEN = "open";
    private static final String WHITELIST = "whitelist";

    private final Path file;

    ServedFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /** What was kept; nothing if nothing was. */
    Optional<Choice> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file, US_ASCII);
            return Optional.of(choice(lines));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "'" + file + "' does not say which networks are served (" + Await.reason(e)
                            + "); correct it, or move it away to begin anew",
                    e);
        }
    }

    /** Keeps this instead. */
    void write(Choice choice) throws IOException {
        StringBuilder text = new StringBuilder(choice.isOpen() ? OPEN : WHITELIST).append('\n');
        choice.listed().forEach(network -> text.append(network.hex()).append('\n'));
        PrivateFiles.rewrite(file, text.toString().getBytes(US_ASCII));
    }

    private static Choice choice(List<String> lines) {
        String mode = lines.isEmpty() ? "" : lines.get(0);
        if (!mode.equals(OPEN) && !mode.equals(WHITELIST)) {
            throw new IllegalArgumentException("its first line is neither 'open' nor 'whitelist'");
        }
        List<NetworkId> networks = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            networks.add(new NetworkId(Hash.fromHex(line.strip())));
        }
        return Choice.only(networks).opened(mode.equals(OPEN));
    }
}
