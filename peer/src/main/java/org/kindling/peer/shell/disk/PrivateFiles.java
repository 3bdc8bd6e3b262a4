package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Files only their owner may read, and the steps that make a change survive a power cut.
 *
 * <p>A rename is durable only when its folder is synced (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014).
 */
public final class PrivateFiles {
    private static final boolean HAS_PERMISSIONS =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OTHERS_MAY = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private PrivateFiles() {}

    /** Makes this folder for its owner alone, or takes it away from others if it is there already. */
    public static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            restrict(folder, "rwx------");
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(folder, permissions("rwx------"));
    }

    /** Opens a new, empty file that only its owner may read; one of that name is deleted first. */
    static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return FileChannel.open(
                file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions("rw-------"));
    }

    /** Opens a file that only its owner may read, made if it is missing. */
    static FileChannel openOrCreate(Path file) throws IOException {
        return FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                permissions("rw-------"));
    }

    /** Writes and syncs a whole new file; nothing is left of one that could not be written. */
    public static void write(Path file, byte[] content) throws IOException {
        whole(file, () -> {
            try (FileChannel channel = create(file)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
        });
    }

    /** How a file comes to be written. */
    interface Writing {
        void run() throws IOException;
    }

    /** Takes away what a failed writing leaves of a file. Rationale: what fills a full disk even more helps nobody. */
    static void whole(Path file, Writing writing) throws IOException {
        try {
            writing.run();
        } catch (IOException e) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException stays) {
                e.addSuppressed(stays);
            }
            throw e;
        }
    }

    /** Puts a finished file in the place of another, at once and for good. */
    static void replace(Path finished, Path target) throws IOException {
        Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(target);
    }

    /** Gives a file a second name, so that the first can be replaced. */
    static void keep(Path file, Path secondName) throws IOException {
        Files.deleteIfExists(secondName);
        try {
            Files.createLink(secondName, file);
        } catch (UnsupportedOperationException e) {
            Files.copy(file, secondName, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Makes the names in a file's folder durable. */
    static void syncFolder(Path file) throws IOException {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Puts this content in the place of a file's, at once and for good; only its owner may read it. */
    public static void rewrite(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        write(fresh, content);
        replace(fresh, file);
    }

    /** @throws IOException if somebody other than the owner may read this file, with what to do about it */
    public static void requirePrivate(Path file) throws IOException {
        if (isOpenToOthers(file)) {
            throw new IOException(file + " can be read by others; run: chmod 600 " + file);
        }
    }

    /** Whether somebody other than the owner may read, write or run this file. */
    static boolean isOpenToOthers(Path file) throws IOException {
        if (!HAS_PERMISSIONS || !Files.exists(file)) {
            return false;
        }
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
        return granted.stream().anyMatch(OTHERS_MAY::contains);
    }

    /** Takes a file away from others. */
    static void restrict(Path file) throws IOException {
        restrict(file, "rw-------");
    }

    private static void restrict(Path file, String text) throws IOException {
        if (isOpenToOthers(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(text));
        }
    }

    private static FileAttribute<?>[] permissions(String text) {
        return HAS_PERMISSIONS
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
                : new FileAttribute<?>[0];
    }
}
