package org.kindling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void wordsOfAnyLanguageAreLeftAsTheyAre() {
        String words = "zu früh – 早すぎる, \ud83d\udd25 (a flame)";

        assertThat(Printable.isPrintable(words)).isTrue();
        assertThat(Printable.of(words, 100)).isEqualTo(words);
    }

    @Test
    void whatEndsALineHidesOrTurnsTextAroundBecomesAQuestionMark() {
        String trick = "a\r\nb\u001b[31m\u007f\u0085\u2028\u2029\u202e\u200b\ufeff";

        assertThat(Printable.isPrintable(trick)).isFalse();
        assertThat(Printable.of(trick, 100)).isEqualTo("a??b?[31m???????");
    }

    @Test
    void halfACharacterIsNoCharacter() {
        assertThat(Printable.isPrintable("\ud83d")).isFalse();
        assertThat(Printable.of("\ud83dx\udd25", 100)).isEqualTo("?x?");
    }

    @Test
    void whatIsTooLongIsCutBetweenCharactersAndSaysSo() {
        assertThat(Printable.of("x".repeat(100_000), 10)).isEqualTo("x".repeat(9) + "…");
        assertThat(Printable.of("x".repeat(8) + "\ud83d\udd25 and more", 10)).isEqualTo("x".repeat(8) + "…");
        assertThat(Printable.of("x".repeat(10), 10)).isEqualTo("x".repeat(10));
    }

    @Test
    void everyCharacterThereIsBecomesPrintableAndCanBeSent() throws CharacterCodingException {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            String printable = Printable.of(Character.toString(character), 2);

            assertThat(Printable.isPrintable(printable)).isTrue();
            ByteBuffer sent = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(printable));
            assertThat(sent.hasRemaining()).isTrue();
        }
    }
}
