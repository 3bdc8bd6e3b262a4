package org.kindling.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.node.Await;
import org.kindling.peer.shell.disk.PrivateFiles;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.tracker.cluster.ClusterOptions;
import picocli.CommandLine.Option;

/** With which other trackers one shares its directory. */
final class ClusterOption {
    private static final int SECRET_BYTES_MAX = 4_096;

    @Option(
            names = "--cluster",
            paramLabel = "HOST[:PORT],…",
            split = ",",
            description =
                    "share one directory with the trackers on these hosts, of which this machine is one: private addresses, the same list for all; port 5701 if none is said (default: alone)")
    private @Nullable List<String> members;

    @Option(
            names = "--cluster-listen",
            paramLabel = "HOST[:PORT]",
            description = "which of them this machine is (default: the first that is an address of it and free)")
    private @Nullable String listen;

    @Option(
            names = "--cluster-secret",
            paramLabel = "FILE",
            description =
                    "what only these trackers know, at least 16 bytes, the same for all, in a file that only its owner may read (default: whoever reaches the port can be one of them)")
    private @Nullable Path secret;

    /** What was said, checked as far as it can be without the network. */
    ClusterOptions options() {
        if (members == null) {
            if (listen != null || secret != null) {
                throw new CommandFailed(
                        ExitCode.USAGE, "--cluster-listen and --cluster-secret need --cluster HOST,HOST,HOST");
            }
            return ClusterOptions.none();
        }
        if (members.size() > ClusterOptions.MEMBERS_MAX) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--cluster names more than " + ClusterOptions.MEMBERS_MAX + " hosts");
        }
        ClusterOptions named = ClusterOptions.of(
                members.stream().map(text -> place(text, "--cluster")).toList());
        ClusterOptions placed = listen == null ? named : named.at(place(listen, "--cluster-listen"));
        return secret == null ? placed : placed.with(read(secret));
    }

    private static Endpoint place(String text, String option) {
        String trimmed = text.strip();
        try {
            boolean isHostOnly =
                    trimmed.indexOf(':') < 0 || IpAddress.parse(trimmed).isPresent();
            return isHostOnly ? new Endpoint(trimmed, ClusterOptions.PORT_USUAL) : Endpoint.parse(trimmed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.USAGE, option + " names '" + trimmed + "', which is not HOST or HOST:PORT", e);
        }
    }

    /** Without the spaces and line ends around it, which editors add. */
    private static Bytes read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
            PrivateFiles.requirePrivate(file);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.USAGE, "--cluster-secret cannot be used: " + Await.reason(e), e);
        }
        int from = 0;
        int to = content.length;
        while (from < to && content[from] <= ' ' && content[from] >= 0) {
            from++;
        }
        while (to > from && content[to - 1] <= ' ' && content[to - 1] >= 0) {
            to--;
        }
        if (to - from < ClusterOptions.SECRET_BYTES_MIN || to - from > SECRET_BYTES_MAX) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "--cluster-secret '" + file + "' holds " + (to - from) + " bytes, which must be "
                            + ClusterOptions.SECRET_BYTES_MIN + " to " + SECRET_BYTES_MAX
                            + "; make one with: (umask 077; openssl rand -hex 32 > " + file + ")");
        }
        return Bytes.wrap(content).slice(from, to);
    }
}
