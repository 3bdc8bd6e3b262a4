package org.kindling.protocol.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.IdentityReader;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.LedgerReader;

/** Whatever the bytes: a decoder refuses them by name, or reads the one word that is written as these very bytes. */
class DecodersFuzzTest {
    private static final int MAGIC = 0x4b494e44;

    @FuzzTest(maxDuration = "60s")
    void message(byte[] bytes) {
        assertRefusedOrItself(given -> MessageCodec.encode(MessageReader.decode(given)), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void transaction(byte[] bytes) {
        assertRefusedOrItself(given -> LedgerCodec.encode(LedgerReader.transaction(given)), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void block(byte[] bytes) {
        assertRefusedOrItself(given -> LedgerCodec.encode(LedgerReader.block(given)), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void blockHeader(byte[] bytes) {
        assertRefusedOrItself(given -> LedgerCodec.encode(LedgerReader.header(given)), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void networkSpec(byte[] bytes) {
        assertRefusedOrItself(given -> LedgerCodec.encode(LedgerReader.networkSpec(given)), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void peerRecord(byte[] bytes) {
        assertRefusedOrItself(given -> IdentityCodec.encode(IdentityReader.record(given)), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void capsuleFile(byte[] bytes) {
        assertRefusedOrItself(given -> IdentityCodec.encode(IdentityReader.capsuleFile(given)), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void capsuleText(byte[] bytes) {
        byte[] text = new String(bytes, ISO_8859_1).strip().getBytes(ISO_8859_1);

        assertRefusedOrItself(
                given -> Capsule.parse(new String(given, ISO_8859_1)).text().getBytes(ISO_8859_1), text);
    }

    /** The first byte says how large the chunks are; the network's magic stands for every four bytes of KIND. */
    @FuzzTest(maxDuration = "60s")
    void frames(byte[] bytes) {
        int chunkBytes = bytes.length == 0 ? 1 : 1 + (bytes[0] & 0xff);
        byte[] stream = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        List<byte[]> atOnce = new ArrayList<>();
        List<byte[]> inChunks = new ArrayList<>();

        Optional<Fault> fault = new FrameReader(MAGIC).feed(stream, atOnce::add);
        FrameReader reader = new FrameReader(MAGIC);
        Optional<Fault> faultInChunks = Optional.empty();
        for (int from = 0; from < stream.length; from += chunkBytes) {
            int count = Math.min(chunkBytes, stream.length - from);
            faultInChunks = reader.feed(ByteBuffer.wrap(stream, from, count), inChunks::add);
            assertThat(reader.heldBytes()).isLessThanOrEqualTo(2 * (from + count) + 64 * 1024);
        }

        assertThat(faultInChunks).isEqualTo(fault);
        assertThat(inChunks).usingElementComparator(Arrays::compare).containsExactlyElementsOf(atOnce);
        assertThat(atOnce.stream()
                        .mapToInt(payload -> Frame.HEADER_BYTES + payload.length)
                        .sum())
                .isLessThanOrEqualTo(stream.length);
    }

    private static void assertRefusedOrItself(Word.Reader reader, byte[] bytes) {
        byte[] again;
        try {
            again = reader.again(bytes.clone());
        } catch (MalformedException refused) {
            assertThat(refused.fault()).isNotNull();
            return;
        }
        assertThat(again).isEqualTo(bytes);
    }
}
