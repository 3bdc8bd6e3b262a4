package org.kindling.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.node.Await;
import org.kindling.peer.shell.api.ApiException;
import org.kindling.peer.shell.api.JsonClient;
import org.kindling.peer.shell.disk.FolderLock;
import org.kindling.tracker.gate.HostNames;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which running tracker is meant, and by what right: by its folder, which says both, or by address and token. */
final class TrackerAdminOption {
    private static final JsonClient.Whom TRACKER = new JsonClient.Whom(
            "tracker", "is it running? 'kindling tracker --data DIR' prints where its operator is served");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--data", paramLabel = "DIR", description = "data directory of the tracker")
    private @Nullable Path data;

    @Option(
            names = "--admin",
            paramLabel = "HOST:PORT",
            description = "where the tracker serves its operator, if its data directory is not here")
    private @Nullable String admin;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "with --admin: holds the token, as admin.token does")
    private @Nullable Path tokenFile;

    /** Something asked of a tracker. */
    interface Question<T> {
        T ask(JsonClient client) throws IOException;
    }

    /** Asks it, and turns its problems into sentences and exit codes. */
    <T> T ask(Question<T> question) {
        try {
            return question.ask(client());
        } catch (ApiException e) {
            throw new CommandFailed(PeerOption.code(e.status()), e.getMessage() + " (" + e.slug() + ")", e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_READY, String.valueOf(e.getMessage()), e);
        }
    }

    private JsonClient client() {
        boolean isByAddress = isTyped("--admin") || (data == null && admin != null);
        if (isTyped("--data") && isTyped("--admin")) {
            throw new CommandFailed(ExitCode.USAGE, "--data and --admin each name a tracker; keep one of them");
        }
        if (isByAddress) {
            return new JsonClient(url(String.valueOf(admin)), token(), TRACKER);
        }
        if (data == null) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "which tracker is meant? name its data directory with --data DIR, or where it serves its operator with --admin HOST:PORT");
        }
        PeerHome.requireNoFile(data);
        String token =
                read(data, TrackerOwner.TOKEN_FILE, "is '" + data + "' the data directory of a running tracker?");
        requireRunning(data);
        String url = read(data, TrackerOwner.URL_FILE, "the tracker is about to start; try again");
        return new JsonClient(url, token, TRACKER);
    }

    /**
     * After a sudden end another program may have got the port; it shall not get the token. So where the tracker is, is read after this only: whoever has
     * the folder has taken away what the one before him wrote.
     */
    private static void requireRunning(Path folder) {
        if (!FolderLock.isHeldElsewhere(folder)) {
            throw new CommandFailed(
                    ExitCode.NOT_READY,
                    "the tracker in '" + folder + "' is not running; start it: kindling tracker --data " + folder);
        }
    }

    private static String url(String text) {
        HostPort at = HostPort.parse(text, "--admin");
        return "http://" + HostNames.bracketed(at.host()) + ":" + at.port();
    }

    private String token() {
        if (tokenFile == null) {
            throw new CommandFailed(
                    ExitCode.USAGE,
                    "the tracker tells and does nothing without its token; name a file that holds it with --token-file FILE");
        }
        try {
            return Files.readString(tokenFile, US_ASCII).strip();
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.USAGE, "--token-file is '" + tokenFile + "', which cannot be read: " + Await.reason(e), e);
        }
    }

    private static String read(Path folder, String name, String ifMissing) {
        Path file = folder.resolve(name);
        try {
            return Files.readString(file, US_ASCII).strip();
        } catch (NoSuchFileException e) {
            throw new CommandFailed(ExitCode.NOT_READY, "there is no '" + file + "'; " + ifMissing, e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.NOT_READY, "'" + file + "' cannot be read: " + Await.reason(e), e);
        }
    }

    private boolean isTyped(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }
}
