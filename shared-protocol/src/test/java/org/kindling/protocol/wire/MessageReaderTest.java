package org.kindling.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kindling.protocol.Refusals.assertRefused;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.Samples;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.ledger.Block;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.Payload;
import org.kindling.protocol.message.Message;
import org.kindling.protocol.schema.EnvelopeMessage;
import org.kindling.protocol.schema.TransactionMessage;

class MessageReaderTest {
    private static final ByteString ID = ByteString.copyFrom(new byte[32]);

    @ParameterizedTest
    @ValueSource(ints = {24, 25, 2_047, 2_048, 18_999, (1 << 29) - 1})
    void aKindOfANewerVersionIsKeptToBeCountedAndIgnored(int kind) throws Exception {
        byte[] payload = Tampered.field(kind, new byte[] {1, 2, 3});

        assertThat(MessageReader.decode(payload))
                .isEqualTo(new Message.Unknown(kind, Bytes.of((byte) 1, (byte) 2, (byte) 3)));
    }

    @Test
    void anUnknownKindIsOneFieldWithAContentAndNothingElse() {
        byte[] unknown = Tampered.field(99, new byte[] {1});

        refuses(Fault.NOT_CANONICAL, Tampered.join(List.of(unknown, unknown)));
        refuses(Fault.NOT_CANONICAL, Tampered.join(List.of(unknown, Tampered.field(98, new byte[0]))));
        refuses(Fault.UNREADABLE, Bytes.fromHex("980601").toArray());
        refuses(Fault.NOT_CANONICAL, Bytes.fromHex("9a06810001").toArray());
    }

    @Test
    void aKindWeKnowIsNeverSentAsUnknown() {
        assertThatIllegalArgumentException().isThrownBy(() -> MessageCodec.encode(new Message.Unknown(3, Bytes.EMPTY)));
    }

    @Test
    void twoKindsInOnePayloadAreRefused() {
        byte[] ping = MessageCodec.encode(new Message.Ping(1));
        byte[] pong = MessageCodec.encode(new Message.Pong(1));

        refuses(Fault.NOT_CANONICAL, Tampered.join(List.of(ping, pong)));
        refuses(Fault.NOT_CANONICAL, Tampered.join(List.of(ping, ping)));
    }

    @Test
    void nothingAtAllIsNoMessage() {
        refuses(Fault.UNREADABLE, new byte[0]);
    }

    @Test
    void aPayloadAboveTheLimitIsNotEvenParsed() {
        refuses(Fault.FRAME_TOO_LARGE, new byte[Frame.PAYLOAD_BYTES_MAX + 1]);
    }

    @Test
    void everyListIsCountedBeforeItIsRead() {
        refuses(Fault.TOO_MANY_ITEMS, with(out -> out.getIHaveBuilder().addAllIds(Collections.nCopies(1_025, ID))));
        refuses(Fault.TOO_MANY_ITEMS, with(out -> out.getIWantBuilder().addAllIds(Collections.nCopies(1_025, ID))));
        refuses(Fault.TOO_MANY_ITEMS, with(out -> out.getIDontWantBuilder().addAllIds(Collections.nCopies(1_025, ID))));
        refuses(Fault.TOO_MANY_ITEMS, with(out -> out.getNotFoundBuilder().addAllIds(Collections.nCopies(1_025, ID))));
        refuses(Fault.TOO_MANY_ITEMS, with(out -> out.getGetBlocksBuilder().addAllIds(Collections.nCopies(65, ID))));
        refuses(
                Fault.TOO_MANY_ITEMS,
                with(out -> out.getGetHeadersBuilder().addAllLocator(Collections.nCopies(65, ID))));
        refuses(
                Fault.TOO_MANY_ITEMS,
                with(out -> out.getHeadersBuilder()
                        .addAllHeaders(Collections.nCopies(
                                513,
                                LedgerCodec.toSchema(
                                        Samples.header(1, List.of()).fields())))));
        refuses(
                Fault.TOO_MANY_ITEMS,
                with(out -> out.getTransactionsBuilder()
                        .addAllTransactions(Collections.nCopies(513, TransactionMessage.getDefaultInstance()))));
        refuses(
                Fault.TOO_MANY_ITEMS,
                with(out -> out.getBlockTransactionsBuilder()
                        .addAllTransactions(Collections.nCopies(8_193, TransactionMessage.getDefaultInstance()))));
        refuses(
                Fault.TOO_MANY_ITEMS,
                with(out -> out.getFullBlockBuilder()
                        .getBlockBuilder()
                        .addAllTransactions(Collections.nCopies(8_193, TransactionMessage.getDefaultInstance()))));
        refuses(
                Fault.TOO_MANY_ITEMS,
                with(out -> out.getCompactBlockBuilder().addAllShortIds(Collections.nCopies(8_193, 1L))));
        refuses(
                Fault.TOO_MANY_ITEMS,
                with(out -> out.getGetBlockTransactionsBuilder().addAllPositions(Collections.nCopies(8_193, 1))));
        refuses(
                Fault.TOO_MANY_ITEMS,
                with(out -> out.getPeersBuilder()
                        .addAllRecords(Collections.nCopies(65, IdentityCodec.toSchema(Samples.record(1))))));
        refuses(
                Fault.TOO_MANY_ITEMS,
                with(out -> out.getPruneBuilder()
                        .addAllOthers(Collections.nCopies(9, IdentityCodec.toSchema(Samples.record(1))))));
    }

    /** Reliability T27: each of these would make a parser set aside twenty to a hundred times its length. */
    @Test
    void aFrameFullOfNothingIsRefusedBeforeItIsParsed() {
        byte[] nothing = new byte[1_000_000];
        byte[] numbers = new byte[1_000_000];
        for (int i = 0; i < nothing.length; i += 2) {
            nothing[i] = 0x0a;
            numbers[i] = 0x58;
        }
        long before = allocatedBytes();

        refuses(Fault.TOO_MANY_ITEMS, Tampered.field(9, nothing));
        refuses(Fault.TOO_MANY_ITEMS, Tampered.field(10, nothing));
        refuses(
                Fault.TOO_MANY_ITEMS,
                Tampered.field(9, Tampered.field(1, Tampered.field(1, Tampered.field(7, nothing)))));
        refuses(Fault.NOT_CANONICAL, Tampered.field(9, numbers));
        refuses(Fault.NOT_CANONICAL, Tampered.field(3, nothing));

        long frames = 12L * nothing.length;
        assertThat(allocatedBytes() - before).isLessThan(2 * frames + 64 * 1024);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void aPartLongerThanItsOwnLimitIsRefusedInsideAFrameToo() {
        var large = Samples.signed(0, new Payload.Inscription(Bytes.wrap(new byte[60 * 1024])));
        var block = LedgerCodec.toSchema(new Block(Samples.header(1, List.of()), Collections.nCopies(15, large)));

        refuses(Fault.OUT_OF_RANGE, with(out -> out.getFullBlockBuilder().setBlock(block)));
        refuses(
                Fault.OUT_OF_RANGE,
                with(out -> out.getTransactionsBuilder().addAllTransactions(block.getTransactionsList())));
        refuses(
                Fault.OUT_OF_RANGE,
                with(out -> out.getTransactionsBuilder()
                        .addTransactionsBuilder()
                        .setSignature(ByteString.copyFrom(new byte[65 * 1024]))));
        refuses(
                Fault.OUT_OF_RANGE,
                with(out ->
                        out.getPeersBuilder().addRecordsBuilder().setSignature(ByteString.copyFrom(new byte[512]))));
    }

    @Test
    void aGoodbyeForAReasonOfANewerVersionIsNobodysFault() {
        refuses(Fault.UNKNOWN_MESSAGE, with(out -> out.getGoodbyeBuilder().setReason("too-polite")));
        assertThat(Fault.UNKNOWN_MESSAGE.blame()).isEqualTo(Fault.Blame.NONE);
    }

    @Test
    void everyReasonToSayGoodbyeIsReadBack() throws Exception {
        for (Fault reason : Fault.values()) {
            Message goodbye = new Message.Goodbye(reason, List.of());

            assertThat(MessageReader.decode(MessageCodec.encode(goodbye))).isEqualTo(goodbye);
        }
    }

    @Test
    void nestingWithoutEndIsNotFollowed() {
        byte[] groups = new byte[100_000];
        Arrays.fill(groups, (byte) 0x7b);

        refuses(Fault.NOT_CANONICAL, groups);
    }

    private static byte[] with(Consumer<EnvelopeMessage.Builder> filled) {
        EnvelopeMessage.Builder out = EnvelopeMessage.newBuilder();
        filled.accept(out);
        return out.build().toByteArray();
    }

    private static void refuses(Fault fault, byte[] payload) {
        assertRefused(fault, () -> MessageReader.decode(payload));
    }
}
