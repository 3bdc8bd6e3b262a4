package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.kindling.protocol.Refusals.assertRefused;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;

class UdpTest {
    private static final int ID = 0x89abcdef;
    private static final long CONNECTION = 0x8899aabbccddeeffL;

    static Stream<UdpRequest> requests() {
        return Stream.concat(
                Stream.of(
                        new UdpRequest.Connect(ID),
                        new UdpRequest.Scrape(
                                CONNECTION, ID, new SwarmScrape(List.of(Sent.SWARM, Sent.OTHER_SWARM, Sent.SWARM))),
                        new UdpRequest.Scrape(
                                CONNECTION,
                                ID,
                                new SwarmScrape(Collections.nCopies(SwarmScrape.SWARMS_MAX, Sent.SWARM)))),
                Arrays.stream(SwarmEvent.values()).map(event -> announce(event, "/announce?pass=word")));
    }

    static Stream<UdpReply> replies() {
        return Stream.of(
                new UdpReply.Connected(ID, CONNECTION),
                new UdpReply.Announced(ID, 86_400, -1, Integer.MAX_VALUE, List.of()),
                new UdpReply.Announced(ID, 0, 0, 0, List.of(Sent.IPV4_PEER, Sent.OTHER_IPV4_PEER)),
                new UdpReply.Scraped(ID, List.of(new SwarmCounts(1, 2, 3), new SwarmCounts(-1, -1, -1))),
                new UdpReply.Refused(ID, ""),
                new UdpReply.Refused(ID, "no \u2603 here"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestIsReadBackAsItself(UdpRequest request) throws Exception {
        byte[] datagram = UdpRequests.encode(request);

        assertThat(UdpRequests.read(datagram)).isEqualTo(request);
        assertThat(datagram).hasSizeLessThanOrEqualTo(UdpRequests.BYTES_MAX);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplyIsReadBackAsItselfOverEitherFamily(UdpReply reply) throws Exception {
        for (AddressFamily family : AddressFamily.values()) {
            assertThat(UdpReplies.read(UdpReplies.encode(reply, family), family))
                    .isEqualTo(reply);
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestShorterThanItsKindIsRefusedByName(UdpRequest request) {
        byte[] datagram = UdpRequests.encode(request);
        int least = request.fold(new UdpRequest.Cases<Integer>() {
            @Override
            public Integer connect(UdpRequest.Connect connect) {
                return 16;
            }

            @Override
            public Integer announce(UdpRequest.Announce announce) {
                return 98;
            }

            @Override
            public Integer scrape(UdpRequest.Scrape scrape) {
                return 36;
            }
        });

        for (int length = 0; length < least; length++) {
            byte[] cut = Arrays.copyOf(datagram, length);
            assertRefused(Fault.UNREADABLE, () -> UdpRequests.read(cut));
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> UdpRequests.read(cut))
                    .withMessageEndingWith("at least " + (length < 16 ? 16 : least) + " bytes, not " + length);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 16", "1, 20", "2, 20", "3, 8"})
    void aReplyShorterThanItsKindIsRefusedByName(int action, int least) throws Exception {
        byte[] whole = ByteBuffer.allocate(least).putInt(action).putInt(ID).array();

        assertThat(UdpReplies.read(whole, AddressFamily.IPV4).transactionId()).isEqualTo(ID);
        for (int length = 0; length < least; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertRefused(Fault.UNREADABLE, () -> UdpReplies.read(cut, AddressFamily.IPV4));
        }
    }

    @Test
    void whatIsLongerThanItsKindIsAnExtensionAndIgnored() throws Exception {
        UdpRequest connect = new UdpRequest.Connect(ID);
        UdpRequest scrape = new UdpRequest.Scrape(CONNECTION, ID, new SwarmScrape(List.of(Sent.SWARM)));
        UdpReply connected = new UdpReply.Connected(ID, CONNECTION);

        assertThat(UdpRequests.read(longer(UdpRequests.encode(connect), 64))).isEqualTo(connect);
        assertThat(UdpRequests.read(longer(UdpRequests.encode(scrape), 19))).isEqualTo(scrape);
        assertThat(UdpReplies.read(longer(UdpReplies.encode(connected, AddressFamily.IPV4), 3), AddressFamily.IPV4))
                .isEqualTo(connected);
    }

    @Test
    void whatIsOfNoKindOfOursIsToldFromWhatIsBroken() {
        byte[] connect = UdpRequests.encode(new UdpRequest.Connect(ID));
        byte[] otherAction = connect.clone();
        otherAction[11] = 7;
        byte[] otherMagic = connect.clone();
        otherMagic[0] = 1;

        assertRefused(Fault.UNKNOWN_MESSAGE, () -> UdpRequests.read(otherAction));
        assertRefused(Fault.UNREADABLE, () -> UdpRequests.read(otherMagic));
        assertRefused(
                Fault.UNKNOWN_MESSAGE, () -> UdpReplies.read(new byte[] {0, 0, 0, 4, 0, 0, 0, 0}, AddressFamily.IPV6));
        assertRefused(Fault.OUT_OF_RANGE, () -> UdpRequests.read(new byte[UdpRequests.BYTES_MAX + 1]));
    }

    @Test
    void aScrapeOfTooManySwarmsIsRefused() {
        byte[] most = UdpRequests.encode(new UdpRequest.Scrape(
                CONNECTION, ID, new SwarmScrape(Collections.nCopies(SwarmScrape.SWARMS_MAX, Sent.SWARM))));

        assertRefused(Fault.TOO_MANY_ITEMS, () -> UdpRequests.read(longer(most, 20)));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 7, -1, Integer.MAX_VALUE})
    void anEventNobodyKnowsIsARegularAnnounce(int code) throws Exception {
        byte[] datagram = UdpRequests.encode(announce(SwarmEvent.STARTED, ""));
        ByteBuffer.wrap(datagram).putInt(80, code);

        assertThat(UdpRequests.read(datagram)).isEqualTo(announce(SwarmEvent.REGULAR, ""));
    }

    @Test
    void theAddressInADatagramIsNobodys() throws Exception {
        byte[] datagram = UdpRequests.encode(announce(SwarmEvent.STARTED, ""));
        ByteBuffer.wrap(datagram).putInt(84, 0xc0000201);

        assertThat(UdpRequests.read(datagram)).isEqualTo(announce(SwarmEvent.STARTED, ""));
    }

    /** The two encodings that BEP 41 itself shows for one URL, and what may stand between options. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "020c2f6469723f613d6226633d64",
                "02042f64697202083f613d6226633d64",
                "0102042f6469720102083f613d6226633d6400",
                "020c2f6469723f613d6226633d64000203787878",
                "7703616263020c2f6469723f613d6226633d64",
                "020c2f6469723f613d6226633d640200",
                "020c2f6469723f613d6226633d6402",
                "020c2f6469723f613d6226633d640205616263",
                "020c2f6469723f613d6226633d6499"
            })
    void pathAndQueryAreReadInWhateverPieces(String options) throws Exception {
        byte[] announce = UdpRequests.encode(announce(SwarmEvent.STARTED, ""));
        byte[] tail = Bytes.fromHex(options).toArray();
        byte[] datagram = longer(announce, tail.length);
        System.arraycopy(tail, 0, datagram, announce.length, tail.length);

        assertThat(UdpRequests.read(datagram)).isEqualTo(announce(SwarmEvent.STARTED, "/dir?a=b&c=d"));
    }

    @Test
    void theLongestPathGoesInThreePieces() throws Exception {
        UdpRequest longest = announce(SwarmEvent.STARTED, "/".repeat(UdpRequest.Announce.URL_BYTES_MAX));

        byte[] datagram = UdpRequests.encode(longest);

        assertThat(datagram).hasSize(98 + 3 * 257);
        assertThat(UdpRequests.read(datagram)).isEqualTo(longest);
        byte[] longer = longer(datagram, 3);
        System.arraycopy(new byte[] {2, 1, '/'}, 0, longer, datagram.length, 3);
        assertThat(UdpRequests.read(longer)).isEqualTo(longest);
    }

    @ParameterizedTest
    @EnumSource
    void peersOfTheWrongLengthAreRefused(AddressFamily family) {
        byte[] announced = UdpReplies.encode(new UdpReply.Announced(ID, 60, 0, 1, List.of(Sent.IPV4_PEER)), family);

        assertRefused(Fault.OUT_OF_RANGE, () -> UdpReplies.read(longer(announced, 1), family));
    }

    @Test
    void anIpv6PeerIsNeverSentOverIpv4() {
        UdpReply reply = new UdpReply.Announced(ID, 60, 0, 1, List.of(Sent.IPV6_PEER));

        assertThatIllegalArgumentException().isThrownBy(() -> UdpReplies.encode(reply, AddressFamily.IPV4));
    }

    private static UdpRequest announce(SwarmEvent event, String url) {
        return new UdpRequest.Announce(
                CONNECTION, ID, Sent.announce(event), 0xbadcafe, Bytes.wrap(url.getBytes(US_ASCII)));
    }

    private static byte[] longer(byte[] datagram, int by) {
        return Arrays.copyOf(datagram, datagram.length + by);
    }
}
