package org.kindling.protocol.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the golden vectors anew, into the folder given as the only argument.
 *
 * <p>They are written when a word is added. When an existing file changes, so has the protocol, and every peer out there is cut off.
 */
final class VectorFiles {
    private VectorFiles() {}

    public static void main(String[] args) throws IOException {
        for (Word word : SampleWords.all()) {
            Files.writeString(Path.of(args[0], word.name() + ".txt"), word.text());
        }
    }
}
