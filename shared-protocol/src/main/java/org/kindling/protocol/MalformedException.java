package org.kindling.protocol;

import org.jspecify.annotations.Nullable;

/** Thrown by decoders only: these bytes are not what they claim to be. The caller turns it into its {@link Fault} at once. */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Fault fault;

    public MalformedException(Fault fault, String detail) {
        this(fault, detail, null);
    }

    public MalformedException(Fault fault, String detail, @Nullable Throwable cause) {
        super(fault.text() + ": " + detail, cause, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
