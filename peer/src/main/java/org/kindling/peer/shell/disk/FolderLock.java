package org.kindling.peer.shell.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to a data directory, one process at a time: an operating-system lock on the file {@code lock} in it, which holds as long as this is open, and
 * ends with the process however it ends.
 */
public final class FolderLock implements Closeable {
    private static final String NAME = "lock";

    /** Whoever {@linkplain #isHeldElsewhere looks} has the lock for a moment. */
    private static final int TRIES = 10;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Another process has the folder; the message says which, and what to do. */
    public static final class InUse extends IOException {
        private static final long serialVersionUID = 1;

        InUse(String message) {
            super(message);
        }
    }

    /**
     * Takes a folder that is there.
     *
     * @param whose what such folders belong to, such as {@code peer}
     * @throws InUse if another process has it
     * @throws IOException if it cannot be written
     */
    public static FolderLock take(Path folder, String whose) throws IOException {
        Path file = folder.resolve(NAME);
        FileChannel channel = PrivateFiles.openOrCreate(file);
        if (!isTaken(channel)) {
            String holder = holder(file);
            channel.close();
            throw new InUse(folder + " is in use by another " + whose + holder
                    + "; stop that one first, or choose another data directory");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return new FolderLock(channel);
    }

    /** Whether another process has taken this folder and not ended since. */
    public static boolean isHeldElsewhere(Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.READ)) {
            return channel.tryLock(0, Long.MAX_VALUE, true) == null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        } catch (IOException noLock) {
            return false;
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        for (int i = 1; i < TRIES; i++) {
            if (tryLock(channel) != null) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return tryLock(channel) != null;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            return null;
        }
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        return pid.matches("[0-9]{1,10}") ? " (process " + pid + ")" : "";
    }

    /** Lets another process have the folder. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
