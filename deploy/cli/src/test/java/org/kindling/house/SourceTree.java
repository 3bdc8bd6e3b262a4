package org.kindling.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Every file a person wrote: all modules, scripts and pages, without what was built or given to tests to chew on. */
final class SourceTree {

    private static final Set<String> SKIPPED_FOLDERS = Set.of("target", ".git", ".idea", ".vscode", "node_modules");
    private static final Path TEST_RESOURCES = Path.of("src", "test", "resources");
    private static final Pattern WRITTEN_BY_HAND =
            Pattern.compile("[^.]+|.*\\.(java|xml|proto|md|properties|ya?ml|sh|service|html|css|js)");

    private SourceTree() {}

    static List<SourceFile> read() {
        Path root = root();
        List<SourceFile> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped =
                            SKIPPED_FOLDERS.contains(folder.getFileName().toString())
                                    || folder.endsWith(TEST_RESOURCES);
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (WRITTEN_BY_HAND.matcher(file.getFileName().toString()).matches()
                            && attributes.isRegularFile()) {
                        files.add(new SourceFile(
                                name(root, file), new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        SourceFile.parse(files.stream().filter(SourceFile::isJava).toList());
        return List.copyOf(files);
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** The folder that holds all modules: the first one above this module with the settings of the whole build. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
