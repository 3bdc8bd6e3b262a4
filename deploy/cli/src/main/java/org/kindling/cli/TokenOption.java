package org.kindling.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --token-file}: the right to change something on a peer whose data directory is not at hand. */
final class TokenOption {
    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "with --api: holds the token of that API, as api.token does")
    private @Nullable Path file;

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }
}
