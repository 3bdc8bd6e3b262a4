package org.kindling.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.node.RunningPeer;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.peer.shell.api.ApiException;
import picocli.CommandLine.Option;

/** Which running peer is meant: by its data directory, which says where its API is and holds the token, or by URL. */
final class PeerOption {
    private static final String TOKEN_FILE = "api.token";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "data directory of the peer; also lets this command change things")
    private @Nullable Path data;

    @Option(names = "--api", paramLabel = "URL", description = "API of the peer, if its data directory is not here")
    private @Nullable String api;

    @Option(names = "--token", paramLabel = "TOKEN", description = "token of that API, for what changes something")
    private @Nullable String token;

    ApiClient client() {
        if (api != null) {
            return new ApiClient(api, token == null ? "" : token);
        }
        if (data == null) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "which peer is meant? name its data directory with --data DIR, or its API with --api URL");
        }
        return new ApiClient(read(RunningPeer.API_FILE), token == null ? read(TOKEN_FILE) : token);
    }

    private String read(String name) {
        Path file = Path.of(String.valueOf(data)).resolve(name);
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.NOT_READY,
                    "there is no readable " + file + "; is '" + data + "' the data directory of a running peer?",
                    e);
        }
    }

    /** Asks the peer, and turns its problems into sentences and exit codes. */
    <T> T ask(Question<T> question) {
        try {
            return question.ask(client());
        } catch (ApiException e) {
            ExitCode code = e.status() == 503 ? ExitCode.NOT_READY : ExitCode.REFUSED;
            throw new CommandFailed(code, e.getMessage() + " (" + e.slug() + ")", e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_READY, String.valueOf(e.getMessage()), e);
        }
    }

    /** Something asked of a peer's API. */
    interface Question<T> {
        T ask(ApiClient client) throws IOException;
    }
}
