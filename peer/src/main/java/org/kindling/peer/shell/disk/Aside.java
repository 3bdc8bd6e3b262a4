package org.kindling.peer.shell.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Names for what is put aside rather than thrown away: {@code blocks.log.torn-1}, {@code blocks.log.corrupt-2}.
 *
 * <p>The newest {@link #KEPT} of a kind are kept. Rationale: a disk that tears a tail at every start must not fill itself with tails.
 */
final class Aside {
    static final int KEPT = 4;

    private Aside() {}

    /** The next free name for a part of this file; what is too old goes. */
    static Path next(Path file, String kind) throws IOException {
        String beginning = file.getFileName() + "." + kind + "-";
        NavigableMap<Integer, Path> taken = new TreeMap<>();
        try (DirectoryStream<Path> folder =
                Files.newDirectoryStream(file.toAbsolutePath().getParent())) {
            for (Path other : folder) {
                String name = other.getFileName().toString();
                if (name.startsWith(beginning)
                        && name.substring(beginning.length()).matches("[1-9][0-9]{0,8}")) {
                    taken.put(Integer.valueOf(name.substring(beginning.length())), other);
                }
            }
        }
        while (taken.size() >= KEPT) {
            Files.delete(taken.pollFirstEntry().getValue());
        }
        int number = taken.isEmpty() ? 1 : taken.lastKey() + 1;
        return file.resolveSibling(beginning + number);
    }
}
