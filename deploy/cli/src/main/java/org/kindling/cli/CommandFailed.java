package org.kindling.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot do what it was asked to; the message is one sentence: what happened, to what, what to do next. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ExitCode exitCode;

    CommandFailed(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    CommandFailed(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    ExitCode exitCode() {
        return exitCode;
    }
}
