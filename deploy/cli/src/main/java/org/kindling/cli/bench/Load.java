package org.kindling.cli.bench;

import java.io.IOException;

/** Requests to one tracker, so many under way at a time, one after another as fast as it answers. */
interface Load {
    /** How many are under way. */
    int AT_ONCE = 32;

    /** After so long a request counts as lost. */
    long PATIENCE_NANOS = 2_000_000_000L;

    /** Asks until this moment of {@link System#nanoTime}. */
    void run(long endNanos, LoadTally tally) throws IOException;
}
