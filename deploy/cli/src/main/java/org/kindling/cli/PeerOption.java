package org.kindling.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.node.Await;
import org.kindling.cli.node.RunningPeer;
import org.kindling.peer.shell.api.ApiClient;
import org.kindling.peer.shell.api.ApiException;
import org.kindling.peer.shell.disk.PeerFolder;
import org.kindling.protocol.identity.NodeId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which running peer is meant: by its data directory, which says where its API is and holds the token, or by URL.
 *
 * <p>What is typed wins over what the environment or the settings file says; of two that are not typed the data directory wins.
 */
final class PeerOption {
    private static final String TOKEN_FILE = "api.token";
    private static final int OUR_MISTAKE = 500;
    private static final int NOT_READY = 503;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "data directory of the peer; also lets this command change things")
    private @Nullable Path data;

    @Option(names = "--api", paramLabel = "URL", description = "API of the peer, if its data directory is not here")
    private @Nullable String api;

    /** Asks the peer, and turns its problems into sentences and exit codes. */
    <T> T ask(Question<T> question) {
        return put(question, new ApiClient(url(), ""));
    }

    /**
     * The same with the right to change something.
     *
     * @param token instead of the one in the data directory, if it names one
     */
    <T> T change(TokenOption token, Question<T> question) {
        Optional<Path> folder = folder();
        String url = url();
        if (token.file().isPresent()) {
            return put(question, new ApiClient(url, token(token.file().get())));
        }
        Path home = folder.orElseThrow(
                () -> new CommandFailed(
                        ExitCode.USAGE,
                        "the peer at " + url
                                + " lets nobody change anything without its token; name a file that holds it with --token-file FILE"));
        String held = read(home, TOKEN_FILE);
        requireResident(home, url);
        return put(question, new ApiClient(url, held));
    }

    /** After a sudden end another peer may have got the port; it shall not get the token. */
    private void requireResident(Path folder, String url) {
        String answering = ask(client -> client.read("/v1/status")).path("node").asText();
        if (!PeerFolder.resident(folder).map(NodeId::hex).equals(Optional.of(answering))) {
            throw new CommandFailed(
                    ExitCode.NOT_READY,
                    "at " + url + " answers another peer than the one of '" + folder
                            + "'; start that one again: kindling peer --data " + folder);
        }
    }

    private <T> T put(Question<T> question, ApiClient client) {
        try {
            return question.ask(client);
        } catch (ApiException e) {
            throw new CommandFailed(code(e.status()), e.getMessage() + " (" + e.slug() + ")", e);
        } catch (IOException e) {
            Optional<Path> asleep = folder().filter(home -> e.getCause() instanceof ConnectException && isPeers(home));
            String words = asleep.map(PeerOption::notRunning).orElse(String.valueOf(e.getMessage()));
            throw new CommandFailed(ExitCode.NOT_READY, words, e);
        }
    }

    private static boolean isPeers(Path folder) {
        return PeerFolder.resident(folder).isPresent();
    }

    private static String notRunning(Path folder) {
        return "the peer in '" + folder + "' is not running; start it: kindling peer --data " + folder;
    }

    static ExitCode code(int status) {
        if (status == NOT_READY) {
            return ExitCode.NOT_READY;
        }
        return status >= OUR_MISTAKE ? ExitCode.FAILED : ExitCode.REFUSED;
    }

    private String url() {
        Optional<Path> folder = folder();
        if (folder.isPresent()) {
            return read(folder.get(), RunningPeer.API_FILE);
        }
        if (api == null) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "which peer is meant? name its data directory with --data DIR, or its API with --api URL");
        }
        return WebUrl.checked("--api", api, "http://127.0.0.1:8080");
    }

    private Optional<Path> folder() {
        if (isTyped("--data") && isTyped("--api")) {
            throw new CommandFailed(ExitCode.USAGE, "--data and --api each name a peer; keep one of them");
        }
        return isTyped("--api") ? Optional.empty() : Optional.ofNullable(data);
    }

    private boolean isTyped(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    private static String token(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--token-file is '" + file + "', which cannot be read: " + Await.reason(e), e);
        }
    }

    private static String read(Path folder, String name) {
        PeerHome.requireNoFile(folder);
        Path file = folder.resolve(name);
        try {
            return Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException e) {
            String words = isPeers(folder)
                    ? notRunning(folder)
                    : "there is no '" + file + "'; is '" + folder + "' the data directory of a running peer?";
            throw new CommandFailed(ExitCode.NOT_READY, words, e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_READY, "'" + file + "' cannot be read: " + Await.reason(e), e);
        }
    }

    /** Something asked of a peer's API. */
    interface Question<T> {
        T ask(ApiClient client) throws IOException;
    }
}
