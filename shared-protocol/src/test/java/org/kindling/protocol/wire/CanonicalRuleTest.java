package org.kindling.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.protocol.Refusals.assertRefused;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.Samples;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.LedgerReader;
import org.kindling.protocol.message.Message;

/** One word, one byte string: for every word, whatever else protobuf would take for it is refused (reliability T20). */
class CanonicalRuleTest {
    private static final Set<Fault> NAMED = EnumSet.of(
            Fault.UNREADABLE,
            Fault.NOT_CANONICAL,
            Fault.OUT_OF_RANGE,
            Fault.TOO_MANY_ITEMS,
            Fault.UNKNOWN_MESSAGE,
            Fault.AMOUNT_OVERFLOW);

    static List<Word> words() {
        return SampleWords.all();
    }

    /** Words of more than one field, which are not text. */
    static Stream<Word> parts() {
        return Stream.concat(SampleWords.ledger().stream(), SampleWords.identity().stream())
                .filter(word -> !word.name().equals("capsule"));
    }

    static Stream<Word> knownMessages() {
        return SampleWords.messages().stream().filter(word -> !word.name().endsWith("unknown"));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void fieldsInAnotherOrderAreRefused(Word word) throws Exception {
        refuses(Fault.NOT_CANONICAL, word, Tampered.swapped(word.bytes()));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aFieldSaidTwiceIsRefused(Word word) throws Exception {
        refuses(Fault.NOT_CANONICAL, word, Tampered.saidTwice(word.bytes()));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void anUnknownFieldIsRefused(Word word) {
        refuses(Fault.NOT_CANONICAL, word, Tampered.withUnknownField(word.bytes()));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void anOverlongVarintIsRefused(Word word) {
        refuses(Fault.NOT_CANONICAL, word, Tampered.withOverlongTag(word.bytes()));
    }

    @ParameterizedTest
    @MethodSource("knownMessages")
    void anUnknownFieldInsideAKnownMessageIsRefused(Word word) throws Exception {
        int kind = word.bytes()[0] >>> 3 & 15;
        boolean isTwoByteTag = word.bytes()[0] < 0;
        int number = isTwoByteTag ? kind | word.bytes()[1] << 4 : kind;

        refuses(Fault.NOT_CANONICAL, word, Tampered.inside(word.bytes(), number, Tampered::withUnknownField));
    }

    @ParameterizedTest
    @MethodSource("knownMessages")
    void aSecondKindBesideAKnownOneIsRefused(Word word) {
        refuses(Fault.NOT_CANONICAL, word, Tampered.withUnknownField(word.bytes()));
    }

    @ParameterizedTest
    @MethodSource("knownMessages")
    void anythingCutShortIsUnreadable(Word word) {
        int step = 1 + word.bytes().length / 100;
        for (int length = 0; length < word.bytes().length; length += step) {
            refuses(Fault.UNREADABLE, word, Arrays.copyOf(word.bytes(), length));
        }
    }

    @ParameterizedTest
    @MethodSource("words")
    void oneFlippedBitIsAnotherWordOrNone(Word word) {
        int step = 1 + word.bytes().length / 50;
        for (int bit = 0; bit < 8 * word.bytes().length; bit += step) {
            byte[] flipped = word.bytes().clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            assertRefusedOrItself(word, flipped);
        }
    }

    @ParameterizedTest
    @MethodSource("words")
    void noiseIsRefusedByName(Word word) {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);

            assertRefusedOrItself(word, noise);
        }
    }

    @Test
    void aDefaultWrittenOutIsRefused() throws Exception {
        byte[] zero = Bytes.fromHex("1a09090000000000000000").toArray();

        assertThat(MessageCodec.encode(new Message.Ping(0)))
                .isEqualTo(Bytes.fromHex("1a00").toArray());
        refuses(Fault.NOT_CANONICAL, message(), zero);
    }

    @Test
    void numbersThatAreNotPackedAreRefused() {
        byte[] packed = MessageCodec.encode(new Message.GetBlockTransactions(Samples.hash(1), List.of(1, 2)));
        byte[] one = Arrays.copyOf(packed, packed.length - 4);
        byte[] loose = Tampered.join(List.of(one, Bytes.fromHex("10011002").toArray()));

        refuses(Fault.NOT_CANONICAL, message(), loose);
    }

    @Test
    void aSignatureIsPartOfTheBytesButNotOfTheId() throws Exception {
        byte[] bytes = LedgerCodec.encode(Samples.transfer(0));
        byte[] resigned = bytes.clone();
        resigned[bytes.length - 1] ^= 1;

        assertThat(LedgerReader.transaction(resigned).id())
                .isEqualTo(Samples.transfer(0).id());
        assertThat(LedgerReader.transaction(resigned)).isNotEqualTo(Samples.transfer(0));
    }

    private static Word message() {
        return SampleWords.messages().get(0);
    }

    private static void refuses(Fault fault, Word word, byte[] bytes) {
        assertRefused(fault, () -> word.reader().again(bytes));
    }

    /** Anything a decoder may answer to bytes: a named fault of bytes, or the one word whose bytes these are. */
    private static void assertRefusedOrItself(Word word, byte[] bytes) {
        try {
            byte[] again = word.reader().again(bytes);
            if (!Arrays.equals(again, bytes)) {
                assertThat(again).isEqualTo(bytes);
            }
        } catch (MalformedException refused) {
            if (!NAMED.contains(refused.fault())) {
                assertThat(NAMED).contains(refused.fault());
            }
        }
    }
}
