package org.kindling.peer.shell.api;

import java.io.IOException;

/** The peer answered, but not with what was asked for. */
public final class ApiException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String slug;

    ApiException(int status, String slug, String detail) {
        super(detail);
        this.status = status;
        this.slug = slug;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** The problem or fault by its short name, such as {@code balance-too-low}. */
    public String slug() {
        return slug;
    }
}
