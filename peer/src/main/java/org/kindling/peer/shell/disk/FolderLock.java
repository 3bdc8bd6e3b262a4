package org.kindling.peer.shell.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The right to a data directory, one process at a time: an operating-system lock on the file {@code lock} in it, which holds as long as this is open, and
 * ends with the process however it ends.
 *
 * <p>Its first byte belongs to whoever takes the folder, the rest to whoever has it. Rationale: so there is a moment in which nobody else can take it and
 * nobody believes yet what the one before left in it.
 */
public final class FolderLock implements Closeable {
    private static final String NAME = "lock";
    private static final long REST = Long.MAX_VALUE - 1;

    /**
     * The locks of this process, which nobody in it may open once more. Rationale: closing any descriptor of a file gives up all locks that the process
     * has on it (POSIX, fcntl).
     */
    private static final Set<Path> HELD_HERE = new LinkedHashSet<>();

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        HELD_HERE.add(file);
    }

    /** Somebody else has the folder; the message says which process, and what to do. */
    public static final class InUse extends IOException {
        private static final long serialVersionUID = 1;

        InUse(String message) {
            super(message);
        }
    }

    /** What is done to a folder that was taken before anybody sees that it is held. */
    public interface Tidying {
        void run() throws IOException;
    }

    /**
     * Takes a folder that is there.
     *
     * @param whose what such folders belong to, such as {@code peer}
     * @param tidying takes away what counts only as long as the folder is held, and was left by whoever ended suddenly
     * @throws InUse if another process, or another part of this one, has it
     * @throws IOException if it cannot be written or tidied
     */
    public static FolderLock take(Path folder, String whose, Tidying tidying) throws IOException {
        Path file = folder.toRealPath().resolve(NAME);
        Optional<FolderLock> taken = claim(file);
        if (taken.isEmpty()) {
            throw new InUse(folder + " is in use by another " + whose + holder(file)
                    + "; stop that one first, or choose another data directory");
        }
        try {
            taken.get().settle(tidying);
        } catch (IOException e) {
            taken.get().close();
            throw e;
        }
        return taken.get();
    }

    private static Optional<FolderLock> claim(Path file) throws IOException {
        synchronized (HELD_HERE) {
            if (HELD_HERE.contains(file)) {
                return Optional.empty();
            }
            FileChannel channel = PrivateFiles.openOrCreate(file);
            boolean isOurs = false;
            try {
                isOurs = channel.tryLock(0, 1, false) != null;
            } finally {
                if (!isOurs) {
                    channel.close();
                }
            }
            return isOurs ? Optional.of(new FolderLock(file, channel)) : Optional.empty();
        }
    }

    /** Waits at most for those who {@linkplain #isHeldElsewhere look}, which takes a moment. */
    private void settle(Tidying tidying) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid().getBytes(StandardCharsets.US_ASCII)));
        tidying.run();
        channel.lock(1, REST, false);
    }

    /** Whether another process has taken this folder, tidied it, and not ended since. */
    public static boolean isHeldElsewhere(Path folder) {
        synchronized (HELD_HERE) {
            try {
                Path file = folder.toRealPath().resolve(NAME);
                return !HELD_HERE.contains(file) && isHeld(file);
            } catch (IOException noLock) {
                return false;
            }
        }
    }

    private static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.tryLock(1, REST, true) == null;
        }
    }

    private static String holder(Path file) throws IOException {
        synchronized (HELD_HERE) {
            String pid = HELD_HERE.contains(file)
                    ? pid()
                    : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            return pid.matches("[0-9]{1,10}") ? " (process " + pid + ")" : "";
        }
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    /** Lets somebody else have the folder. */
    @Override
    public void close() throws IOException {
        synchronized (HELD_HERE) {
            if (channel.isOpen()) {
                HELD_HERE.remove(file);
                channel.close();
            }
        }
    }
}
