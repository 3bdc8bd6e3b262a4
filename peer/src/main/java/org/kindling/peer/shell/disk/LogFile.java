package org.kindling.peer.shell.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The few things a log asks of a file.
 *
 * <p>Rationale: what a disk may do to unsynced writes, and how it fails, is played through this door in tests; the operating system never
 * does it when asked.
 */
interface LogFile extends Closeable {
    /** Opens an existing file for reading and writing. */
    interface Opener {
        LogFile open(Path path) throws IOException;
    }

    /**
     * Fills the rest of the buffer from this position; any thread may ask.
     *
     * @return how many bytes were read, fewer than asked only at the end of the file
     */
    int read(ByteBuffer into, long at) throws IOException;

    /** Writes all the rest of the buffer at this position. */
    void write(ByteBuffer from, long at) throws IOException;

    /** Returns once everything written is on the disk. */
    void force() throws IOException;

    void truncate(long size) throws IOException;

    long size() throws IOException;
}
