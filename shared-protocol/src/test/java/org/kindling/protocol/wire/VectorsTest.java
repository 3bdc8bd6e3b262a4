package org.kindling.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kindling.protocol.Bytes;

class VectorsTest {
    static List<Word> words() {
        return SampleWords.all();
    }

    @ParameterizedTest
    @MethodSource("words")
    void everyWordIsWrittenAsItsVectorShows(Word word) throws Exception {
        assertThat(word.text()).isEqualTo(Files.readString(folder().resolve(word.name() + ".txt")));
    }

    @ParameterizedTest
    @MethodSource("words")
    void everyVectorIsReadAndWrittenBackByteForByte(Word word) throws Exception {
        byte[] bytes = bytesIn(Files.readString(folder().resolve(word.name() + ".txt")));

        assertThat(word.reader().again(bytes)).isEqualTo(bytes);
    }

    @Test
    void everyFileBelongsToAWord() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            words().stream().map(word -> word.name() + ".txt").toList());
        }
    }

    private static byte[] bytesIn(String file) {
        StringBuilder hex = new StringBuilder();
        file.lines().filter(line -> line.startsWith("  ")).forEach(line -> hex.append(line.strip()));
        return Bytes.fromHex(hex.toString()).toArray();
    }

    private static Path folder() throws URISyntaxException, IOException {
        return Path.of(Objects.requireNonNull(VectorsTest.class.getResource("/vectors/wire"))
                .toURI());
    }
}
