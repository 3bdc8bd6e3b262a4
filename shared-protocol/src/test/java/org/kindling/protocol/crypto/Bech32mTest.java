package org.kindling.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Bytes;

class Bech32mTest {
    private static final String ADDRESS =
            Bech32m.encode("kin", Bytes.fromHex("00ff10").toArray());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A1LQFN3A",
                "a1lqfn3a",
                "an83characterlonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11sg7hg6",
                "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
                "11llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllludsr8",
                "split1checkupstagehandshakeupstreamerranterredcaperredlc445v",
                "?1v759aa"
            })
    void theChecksumOfValidVectorsFits(String text) {
        Bech32m.Words words = Bech32m.decodeWords(text, Bech32m.LENGTH_MAX);

        assertThat(text.toLowerCase(Locale.ROOT)).startsWith(words.prefix() + "1");
        assertThat(words.words().size())
                .isEqualTo(text.length() - words.prefix().length() - 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " 1xj0phk",
                "\u007f1g6xzxy",
                "\u00801vctc34",
                "an84characterslonghumanreadablepartthatcontainsthetheexcludedcharactersbioandnumber11d6pts4",
                "qyrz8wqd2c9m",
                "1qyrz8wqd2c9m",
                "y1b0jsk6g",
                "lt1igcx5c0",
                "in1muywd",
                "mm1crxm3i",
                "au1s5cgom",
                "M1VUXWEZ",
                "16plkw9",
                "1p2gdwpf"
            })
    void invalidVectorsAreRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Bech32m.decodeWords(text, Bech32m.LENGTH_MAX));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A12UEL5L", "a12uel5l", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw", "?1ezyfcl"})
    void theOlderBech32IsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Bech32m.decode(text));
    }

    @Test
    void dataOfEveryLengthIsReadBack() {
        for (int size = 0; size <= 49; size++) {
            byte[] data = Hash.sha256(new byte[] {(byte) size})
                    .bytes()
                    .concat(Hash.ZERO.bytes())
                    .slice(0, size)
                    .toArray();

            Bech32m.Decoded decoded = Bech32m.decode(Bech32m.encode("kin", data));

            assertThat(decoded).isEqualTo(new Bech32m.Decoded("kin", Bytes.of(data)));
        }
    }

    @Test
    void upperCaseMeansTheSameAndMixedCaseNothing() {
        assertThat(Bech32m.decode(ADDRESS.toUpperCase(Locale.ROOT))).isEqualTo(Bech32m.decode(ADDRESS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bech32m.decode("K" + ADDRESS.substring(1)))
                .withMessageContaining("mixed");
    }

    @Test
    void anyOneWrongCharacterIsNoticed() {
        for (int at = 0; at < ADDRESS.length(); at++) {
            char wrong = ADDRESS.charAt(at) == 'q' ? 'p' : 'q';
            String text = ADDRESS.substring(0, at) + wrong + ADDRESS.substring(at + 1);
            assertThatIllegalArgumentException().isThrownBy(() -> Bech32m.decode(text));
        }
    }

    @Test
    void paddingThatIsNotZeroOrTooLongIsRefused() {
        String notZero = Bech32m.encodeWords(new Bech32m.Words("kin", Bytes.fromHex("1f1f")), Bech32m.LENGTH_MAX);
        String tooLong = Bech32m.encodeWords(new Bech32m.Words("kin", Bytes.fromHex("1f1c00")), Bech32m.LENGTH_MAX);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bech32m.decode(notZero))
                .withMessageContaining("padding");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bech32m.decode(tooLong))
                .withMessageContaining("padding");
    }

    @Test
    void longerTextsNeedToBeAllowedOnBothSides() {
        byte[] data = new byte[100];
        String text = Bech32m.encode("kindling", data, 1_000);

        assertThat(Bech32m.decode(text, 1_000).data()).isEqualTo(Bytes.of(data));
        assertThatIllegalArgumentException().isThrownBy(() -> Bech32m.encode("kindling", data));
        assertThatIllegalArgumentException().isThrownBy(() -> Bech32m.decode(text));
    }

    @Test
    void aPrefixWithCapitalsOrWithoutCharactersIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bech32m.encode("Kin", new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Bech32m.encode("", new byte[0]));
    }
}
