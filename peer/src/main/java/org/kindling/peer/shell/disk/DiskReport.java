package org.kindling.peer.shell.disk;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Something the disk did not hold as it was left, and what became of it; whoever opened the files decides where it is printed.
 *
 * <p>Rationale: the classes of this package know no logger, so that a test can read what an operator would.
 *
 * @param kind what was done about it
 * @param file the file it is about
 * @param text what was found, where in the file, and where the bytes went
 */
public record DiskReport(Kind kind, Path file, String text) {
    /** What was done. */
    public enum Kind {
        /** The end of a log was half-written by a life that ended suddenly, and is cut off. */
        TAIL_CUT,
        /** The middle of a file has rotted; what is around it is kept. */
        DAMAGE_SKIPPED,
        /** A damaged copy of something was put right from another one. */
        REPAIRED,
        /** A file is no use and is treated as if it were not there. */
        IGNORED,
        /** A file that should be there is not. */
        MISSING,
        /** The index contradicted itself or its files changed: it is thrown away and made again from the block log. */
        REBUILT,
        /** The same after a sudden end, as ever: an index that was in use is never trusted again, and nothing is lost with it. */
        MADE_AGAIN,
        /** Something could not be written. */
        WRITE_FAILED
    }

    /** Whether this is how things go, rather than something an operator should look into. */
    public boolean isOrdinary() {
        return kind == Kind.MADE_AGAIN;
    }

    /** One line for a log: what was done, to which file, why. */
    public String line() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + " file=" + file.getFileName() + " " + text;
    }
}
