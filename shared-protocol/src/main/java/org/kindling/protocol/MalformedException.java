package org.kindling.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by decoders only: these bytes are not what they claim to be. The caller turns it into its {@link Fault} at once.
 *
 * <p>The message may quote what a stranger wrote, so it is cut short and made {@link Printable} here: it can neither flood nor forge
 * a log line.
 */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int DETAIL_CHARACTERS_MAX = 200;

    private final Fault fault;

    /** A refusal by name; the detail says at what, for people. */
    public MalformedException(Fault fault, String detail) {
        this(fault, detail, null);
    }

    /** The same, after another exception. */
    public MalformedException(Fault fault, String detail, @Nullable Throwable cause) {
        super(fault.text() + ": " + Printable.of(detail, DETAIL_CHARACTERS_MAX), cause, false, false);
        this.fault = fault;
    }

    /** What is wrong, by name. */
    public Fault fault() {
        return fault;
    }
}
