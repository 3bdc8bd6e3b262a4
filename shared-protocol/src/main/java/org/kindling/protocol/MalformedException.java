package org.kindling.protocol;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by decoders only: these bytes are not what they claim to be. The caller turns it into its {@link Fault} at once.
 *
 * <p>The message may quote what a stranger wrote, so it is cut short and freed of control characters here: it can neither flood nor
 * forge a log line.
 */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int DETAIL_CHARACTERS_MAX = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}]");

    private final Fault fault;

    /** A refusal by name; the detail says at what, for people. */
    public MalformedException(Fault fault, String detail) {
        this(fault, detail, null);
    }

    /** The same, after another exception. */
    public MalformedException(Fault fault, String detail, @Nullable Throwable cause) {
        super(fault.text() + ": " + printable(detail), cause, false, false);
        this.fault = fault;
    }

    /** What is wrong, by name. */
    public Fault fault() {
        return fault;
    }

    private static String printable(String detail) {
        String cut =
                detail.length() <= DETAIL_CHARACTERS_MAX ? detail : detail.substring(0, DETAIL_CHARACTERS_MAX) + "…";
        return UNPRINTABLE.matcher(cut).replaceAll("?");
    }
}
