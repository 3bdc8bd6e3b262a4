package org.kindling.cli.node;

import io.vertx.core.Future;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a Vert.x future where a command has nothing else to do. */
public final class Await {
    private static final long SECONDS_MAX = 120;

    private Await() {}

    /** In words, where Java gives only the name of the file. */
    public static String reason(Throwable failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "no permission for '" + denied.getFile() + "'";
        }
        if (failure instanceof FileAlreadyExistsException there) {
            return "'" + there.getFile() + "' is there already and is no folder";
        }
        if (failure instanceof NoSuchFileException gone) {
            return "there is no '" + gone.getFile() + "'";
        }
        return String.valueOf(failure.getMessage());
    }

    /**
     * The value, once it is there.
     *
     * @throws StartFailed in words, if it failed or did not come in two minutes
     */
    public static <T> T done(Future<T> future, String what) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartFailed(what + ": " + reason(cause), cause);
        } catch (TimeoutException e) {
            throw new StartFailed(what + ": it took longer than " + SECONDS_MAX + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed(what + ": interrupted", e);
        }
    }
}
