package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.kindling.protocol.MalformedException;

/** Whatever the bytes: they are refused by name, or what was understood is written and understood again as the same. */
class BittorrentFuzzTest {
    private static final BencodeLimits LIMITS = new BencodeLimits(64 * 1024, 16, 4 * 1024);

    @FuzzTest(maxDuration = "60s")
    void bencode(byte[] bytes) throws MalformedException {
        Bencode value;
        try {
            value = BencodeReader.read(bytes, LIMITS, KeyOrder.SORTED);
        } catch (MalformedException refused) {
            assertThat(refused.fault()).isNotNull();
            return;
        }

        assertThat(BencodeWriter.write(value)).isEqualTo(bytes);
        assertThat(BencodeReader.read(bytes, LIMITS, KeyOrder.ANY)).isEqualTo(value);
    }

    @FuzzTest(maxDuration = "60s")
    void announce(byte[] query) {
        assertRefusedOrItself(
                bytes -> HttpQueries.announce(new String(bytes, ISO_8859_1)),
                announce -> HttpQueries.encode(announce).getBytes(ISO_8859_1),
                query);
    }

    @FuzzTest(maxDuration = "60s")
    void scrape(byte[] query) {
        assertRefusedOrItself(
                bytes -> HttpQueries.scrape(new String(bytes, ISO_8859_1)),
                scrape -> HttpQueries.encode(scrape).getBytes(ISO_8859_1),
                query);
    }

    @FuzzTest(maxDuration = "60s")
    void announced(byte[] body) {
        assertRefusedOrItself(
                HttpReplyReader::announced,
                answer -> answer.fold(reply -> HttpReplies.encode(reply, PeerModel.DICTIONARIES), HttpReplies::encode),
                body);
    }

    @FuzzTest(maxDuration = "60s")
    void scraped(byte[] body) {
        assertRefusedOrItself(
                HttpReplyReader::scraped, answer -> answer.fold(HttpReplies::encode, HttpReplies::encode), body);
    }

    @FuzzTest(maxDuration = "60s")
    void request(byte[] datagram) {
        assertRefusedOrItself(UdpRequests::read, UdpRequests::encode, datagram);
    }

    @FuzzTest(maxDuration = "60s")
    void reply(byte[] datagram) {
        for (AddressFamily family : AddressFamily.values()) {
            assertRefusedOrItself(
                    bytes -> UdpReplies.read(bytes, family), reply -> UdpReplies.encode(reply, family), datagram);
        }
    }

    private interface Reader<T> {
        T read(byte[] bytes) throws MalformedException;
    }

    private interface Writer<T> {
        byte[] write(T value);
    }

    private static <T> void assertRefusedOrItself(Reader<T> reader, Writer<T> writer, byte[] bytes) {
        T value;
        try {
            value = reader.read(bytes);
        } catch (MalformedException refused) {
            assertThat(refused.fault()).isNotNull();
            return;
        }
        try {
            assertThat(reader.read(writer.write(value))).isEqualTo(value);
        } catch (MalformedException refused) {
            throw new AssertionError("what was understood was written as something that is not", refused);
        }
    }
}
