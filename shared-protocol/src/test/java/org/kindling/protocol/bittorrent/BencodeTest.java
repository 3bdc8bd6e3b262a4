package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kindling.protocol.Refusals.assertRefused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;

class BencodeTest {
    private static final BencodeLimits LIMITS = new BencodeLimits(100, 3, 10);

    record Example(String bytes, Bencode value) {}

    /** The examples of BEP 3 itself, and the edges of what it allows. */
    static List<Example> examples() {
        Bencode spam = Bencode.Text.of("spam");
        Bencode eggs = Bencode.Text.of("eggs");
        return List.of(
                new Example("4:spam", spam),
                new Example("0:", Bencode.Text.of("")),
                new Example("i3e", new Bencode.Whole(3)),
                new Example("i-3e", new Bencode.Whole(-3)),
                new Example("i0e", new Bencode.Whole(0)),
                new Example("i9223372036854775807e", new Bencode.Whole(Long.MAX_VALUE)),
                new Example("i-9223372036854775808e", new Bencode.Whole(Long.MIN_VALUE)),
                new Example("l4:spam4:eggse", new Bencode.Sequence(List.of(spam, eggs))),
                new Example("le", new Bencode.Sequence(List.of())),
                new Example(
                        "d3:cow3:moo4:spam4:eggse",
                        Bencode.Dictionary.of(Map.of("cow", Bencode.Text.of("moo"), "spam", eggs))),
                new Example(
                        "d4:spaml1:a1:bee",
                        Bencode.Dictionary.of(Map.of(
                                "spam", new Bencode.Sequence(List.of(Bencode.Text.of("a"), Bencode.Text.of("b")))))),
                new Example("de", Bencode.Dictionary.of(Map.of())),
                new Example(
                        "d0:le1:Zi1e1:ai2e1:\u00ffi3ee",
                        Bencode.Dictionary.of(Map.of(
                                "\u00ff", new Bencode.Whole(3),
                                "a", new Bencode.Whole(2),
                                "Z", new Bencode.Whole(1),
                                "", new Bencode.Sequence(List.of())))));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatTheStandardShowsIsReadAndWrittenAsItShowsIt(Example example) throws Exception {
        byte[] bytes = bytes(example.bytes());

        assertThat(BencodeReader.read(bytes, LIMITS, KeyOrder.SORTED)).isEqualTo(example.value());
        assertThat(BencodeWriter.write(example.value())).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "i03e, NOT_CANONICAL, a number with leading zeros, 1",
        "i-03e, NOT_CANONICAL, a number with leading zeros, 2",
        "i00e, NOT_CANONICAL, a number with leading zeros, 1",
        "i-0e, NOT_CANONICAL, a negative zero, 1",
        "04:spam, NOT_CANONICAL, a number with leading zeros, 0",
        "d1:bi1e1:ai2ee, NOT_CANONICAL, a key out of order, 7",
        "d1:ai1e1:ai2ee, NOT_CANONICAL, a key twice, 7",
        "ie, UNREADABLE, a number without its end, 1",
        "i-e, UNREADABLE, a number without its end, 2",
        "i+3e, UNREADABLE, a number without its end, 1",
        "i3.5e, UNREADABLE, a number without its end, 1",
        "i3, UNREADABLE, the end is missing, 2",
        "i9223372036854775808e, OUT_OF_RANGE, a number beyond 64 bits, 1",
        "i-9223372036854775809e, OUT_OF_RANGE, a number beyond 64 bits, 1",
        "i111111111111111111111111e, OUT_OF_RANGE, a number beyond 64 bits, 1",
        "5:spam, UNREADABLE, a string longer than all there is, 0",
        "2147483648:, UNREADABLE, a string longer than all there is, 0",
        "4spam, UNREADABLE, a number without its end, 0",
        "-1:, UNREADABLE, neither a value nor its end, 0",
        "x, UNREADABLE, neither a value nor its end, 0",
        "e, UNREADABLE, an end without a beginning, 0",
        "l4:spam, UNREADABLE, the end is missing, 7",
        "d1:ae, UNREADABLE, a key without a value, 4",
        "di1ei2ee, UNREADABLE, 'a key that is no string, before', 1",
        "i1ei2e, UNREADABLE, something follows the value, 3",
        "llllee, TOO_MANY_ITEMS, deeper than 3, 3",
        "l0:0:0:0:0:0:0:0:0:0:e, TOO_MANY_ITEMS, more than 10, 19"
    })
    void whatIsNotTheOneSpellingIsRefusedWithThePlace(String text, Fault fault, String complaint, int place) {
        byte[] bytes = bytes(text);

        assertRefused(fault, () -> BencodeReader.read(bytes, LIMITS, KeyOrder.SORTED));
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> BencodeReader.read(bytes, LIMITS, KeyOrder.SORTED))
                .withMessageContaining(complaint)
                .withMessageEndingWith("byte " + place);
    }

    @Test
    void nothingAndTooMuchAreRefused() {
        assertRefused(Fault.UNREADABLE, () -> BencodeReader.read(new byte[0], LIMITS, KeyOrder.SORTED));
        assertRefused(Fault.OUT_OF_RANGE, () -> BencodeReader.read(new byte[101], LIMITS, KeyOrder.SORTED));
        assertRefused(Fault.UNREADABLE, () -> BencodeReader.dictionary(bytes("le"), LIMITS, KeyOrder.SORTED));
    }

    @Test
    void aStrangersDepthIsNotOurStack() {
        byte[] deep = bytes("l".repeat(1_000_000));
        BencodeLimits limits = new BencodeLimits(deep.length, BencodeLimits.DEPTH_MAX, deep.length);

        assertRefused(Fault.TOO_MANY_ITEMS, () -> BencodeReader.read(deep, limits, KeyOrder.SORTED));
        assertThatIllegalArgumentException().isThrownBy(() -> new BencodeLimits(1, BencodeLimits.DEPTH_MAX + 1, 1));
    }

    @Test
    void inAnyOrderKeysMayComeAsTheyLikeButOnlyOnce() throws Exception {
        Bencode read = BencodeReader.read(bytes("d1:bi1e1:ai2ee"), LIMITS, KeyOrder.ANY);

        assertThat(BencodeWriter.write(read)).isEqualTo(bytes("d1:ai2e1:bi1ee"));
        assertRefused(
                Fault.NOT_CANONICAL, () -> BencodeReader.read(bytes("d1:bi1e1:ai2e1:bi3ee"), LIMITS, KeyOrder.ANY));
        assertRefused(Fault.NOT_CANONICAL, () -> BencodeReader.read(bytes("d1:ai02ee"), LIMITS, KeyOrder.ANY));
    }

    @Test
    void aKeyOfAnotherKindIsRefusedAndNotTakenAsAbsent() throws Exception {
        Bencode.Dictionary body = BencodeReader.dictionary(bytes("d1:ai2e1:b1:xe"), LIMITS, KeyOrder.SORTED);

        assertThat(body.whole("a")).contains(2L);
        assertThat(body.whole("c")).isEmpty();
        assertRefused(Fault.OUT_OF_RANGE, () -> body.whole("b"));
        assertRefused(Fault.OUT_OF_RANGE, () -> body.text("a"));
        assertRefused(Fault.OUT_OF_RANGE, () -> body.dictionary("a"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
