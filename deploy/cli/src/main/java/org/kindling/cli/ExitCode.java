package org.kindling.cli;

/** How a command ends; documented in every help text. */
enum ExitCode {
    OK(0),
    FAILED(1),
    USAGE(2),
    NOT_READY(3),
    REFUSED(4),
    VERIFICATION_FAILED(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
