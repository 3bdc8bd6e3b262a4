package org.kindling.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Fault;
import org.kindling.protocol.message.Message;

class FrameReaderTest {
    private static final int MAGIC = 0xfeed_beef;

    private final FrameReader reader = new FrameReader(MAGIC);
    private final List<byte[]> heard = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 64, 1000, 1 << 20})
    void aStreamCutAnywhereGivesTheSameMessages(int chunkBytes) throws Exception {
        Map<String, Message> messages = SampleMessages.all();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (Message message : messages.values()) {
            stream.writeBytes(Frame.of(MAGIC, message));
        }

        ByteBuffer bytes = ByteBuffer.wrap(stream.toByteArray());
        while (bytes.hasRemaining()) {
            int count = Math.min(chunkBytes, bytes.remaining());
            assertThat(reader.feed(bytes.slice(bytes.position(), count), heard::add))
                    .isEmpty();
            bytes.position(bytes.position() + count);
        }

        List<Message> decoded = new ArrayList<>();
        for (byte[] payload : heard) {
            decoded.add(MessageReader.decode(payload));
        }
        assertThat(decoded).containsExactlyElementsOf(messages.values());
    }

    @Test
    void anotherNetworkIsNoticedWithTheFourthByte() {
        byte[] stranger = "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(reader.feed(new byte[] {stranger[0], stranger[1], stranger[2]}, heard::add))
                .isEmpty();
        assertThat(reader.feed(new byte[] {stranger[3]}, heard::add)).contains(Fault.FRAME_OF_ANOTHER_NETWORK);
        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Frame.PAYLOAD_BYTES_MAX + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void aLengthAboveTheLimitIsRefusedBeforeRoomIsMadeForIt(int length) {
        ByteBuffer header = ByteBuffer.allocate(8).putInt(MAGIC).putInt(length).flip();

        assertThat(reader.feed(header, heard::add)).contains(Fault.FRAME_TOO_LARGE);
        assertThat(reader.heldBytes()).isZero();
    }

    @Test
    void theLargestFramePasses() {
        byte[] payload = new byte[Frame.PAYLOAD_BYTES_MAX];

        assertThat(reader.feed(Frame.of(MAGIC, payload), heard::add)).isEmpty();

        assertThat(heard).hasSize(1);
        assertThat(heard.get(0)).hasSize(Frame.BYTES_MAX - Frame.HEADER_BYTES);
    }

    @Test
    void roomGrowsOnlyWithWhatHasArrived() {
        reader.feed(
                ByteBuffer.allocate(8)
                        .putInt(MAGIC)
                        .putInt(Frame.PAYLOAD_BYTES_MAX)
                        .flip(),
                heard::add);
        int arrived = 0;

        for (int chunk = 1; arrived + chunk < Frame.PAYLOAD_BYTES_MAX; chunk = chunk * 3 / 2 + 1) {
            reader.feed(new byte[chunk], heard::add);
            arrived += chunk;
            assertThat(reader.heldBytes()).isLessThanOrEqualTo(2 * arrived + 64 * 1024);
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void whatCameBeforeAFaultIsStillHeardAndNothingAfterIt() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(Frame.of(MAGIC, new byte[] {1}));
        stream.writeBytes(Frame.of(MAGIC + 1, new byte[] {2}));

        assertThat(reader.feed(stream.toByteArray(), heard::add)).contains(Fault.FRAME_OF_ANOTHER_NETWORK);
        assertThat(reader.feed(Frame.of(MAGIC, new byte[] {3}), heard::add)).contains(Fault.FRAME_OF_ANOTHER_NETWORK);

        assertThat(heard).containsExactly(new byte[] {1});
    }

    @Test
    void anEmptyPayloadIsAFrameOfItsOwn() {
        assertThat(reader.feed(Frame.of(MAGIC, new byte[0]), heard::add)).isEmpty();

        assertThat(heard).containsExactly(new byte[0]);
    }

    @Test
    void aPayloadThatDoesNotFitIsNeverFramed() {
        assertThatIllegalArgumentException().isThrownBy(() -> Frame.of(MAGIC, new byte[Frame.PAYLOAD_BYTES_MAX + 1]));
    }
}
