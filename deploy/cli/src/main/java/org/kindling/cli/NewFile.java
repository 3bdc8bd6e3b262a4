package org.kindling.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kindling.cli.node.Await;

/** A file that was not there before: in the end it is on the disk, whole, or it is not there at all. */
final class NewFile {
    /** What only the owner may read. */
    static final String PRIVATE = "rw-------";

    /** What everybody may read. */
    static final String PUBLIC = "rw-r--r--";

    private NewFile() {}

    static void refuseIfThere(Path file) {
        if (Files.exists(file)) {
            throw isThere(file, null);
        }
    }

    /**
     * Writes it and syncs it and its name, so that nothing that is told afterwards can outlive it.
     *
     * @param permissions as {@code ls} prints them
     */
    static void write(Path file, byte[] content, String permissions) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
            fill(file, content, permissions);
            if (folder != null) {
                sync(folder);
            }
        } catch (FileAlreadyExistsException e) {
            throw isThere(file, e);
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.FAILED, "'" + file + "' cannot be written: " + Await.reason(e), e);
        }
    }

    private static void fill(Path file, byte[] content, String permissions) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))) {
            try {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            } catch (IOException e) {
                Files.delete(file);
                throw e;
            }
        }
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static CommandFailed isThere(Path file, @Nullable Exception cause) {
        return new CommandFailed(
                ExitCode.REFUSED, "'" + file + "' exists already and is left as it is; choose another name", cause);
    }
}
