package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.protocol.Refusals.assertRefused;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;

/**
 * What real programs say, byte for byte as they were heard on the loopback interface: transmission 3.00, aria2 1.36.0 and libtorrent 2.0.8 of
 * Debian 12, npm's bittorrent-tracker 11.2.3, and opentracker (2021-08-23).
 */
class RealProgramsTest {
    private static final String TRANSMISSION_HASH = "info_hash=%1e%bb%f5S%c1%b4%2bYJ%91%2b%08%8ej%8e%c0ATE%d0";
    private static final String ARIA2_HASH = "info_hash=%1E%BB%F5S%C1%B4%2BYJ%91%2B%08%8Ej%8E%C0ATE%D0";

    private static final String TRANSMISSION = TRANSMISSION_HASH
            + "&peer_id=-TR3000-0jub8emy4ohx&port=51999&uploaded=0&downloaded=0&left=50000&numwant=80&key=76f9d8dd"
            + "&compact=1&supportcrypto=1&event=started";
    private static final String ARIA2 = ARIA2_HASH
            + "&peer_id=A2-1-36-0-%91%D9%90u%97v%8F%A4%BF%0B&uploaded=0&downloaded=0&left=50000&compact=1"
            + "&key=%90u%97v%8F%A4%BF%0B&numwant=50&no_peer_id=1&port=6999&event=started&supportcrypto=1";
    private static final String LIBTORRENT = TRANSMISSION_HASH
            + "&peer_id=-LT2080-MUX)~dcNYK_b&port=6997&uploaded=0&downloaded=0&left=50000&corrupt=0&key=8CBCC76B"
            + "&event=stopped&numwant=0&compact=1&no_peer_id=1&supportcrypto=1&redundant=0";
    private static final String NPM = "numwant=50&uploaded=0&downloaded=0&event=completed&compact=1&" + ARIA2_HASH
            + "&peer_id=-WW0100-%80%81%FE%2B%26%40A%2F%2A%3D%25%FF&port=6881&left=16384";

    @ParameterizedTest
    @CsvSource({
        TRANSMISSION + ", TR3000, 51999, STARTED, 80, 50000, 3736663964386464",
        ARIA2 + ", A2-1-36-0, 6999, STARTED, 50, 50000, 907597768fa4bf0b",
        LIBTORRENT + ", LT2080, 6997, STOPPED, 0, 50000, 3843424343373642",
        NPM + ", WW0100, 6881, COMPLETED, 50, 16384, ''"
    })
    void announcesOverHttpAreUnderstood(
            String query, String program, int port, SwarmEvent event, int want, long leftBytes, String key)
            throws Exception {
        HttpAnnounce heard = HttpQueries.announce(query);

        assertThat(heard.announce())
                .isEqualTo(new SwarmAnnounce(
                        Sent.WATCHED,
                        heard.announce().peerId(),
                        port,
                        new SwarmProgress(0, 0, leftBytes),
                        event,
                        want));
        assertThat(heard.announce().peerId().program()).contains(program);
        assertThat(heard.model()).isEqualTo(PeerModel.COMPACT);
        assertThat(heard.key()).isEqualTo(Bytes.fromHex(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {TRANSMISSION_HASH, ARIA2_HASH})
    void scrapesOverHttpAreUnderstood(String query) throws Exception {
        assertThat(HttpQueries.scrape(query)).isEqualTo(new SwarmScrape(List.of(Sent.WATCHED)));
    }

    @ParameterizedTest
    @CsvSource({
        // aria2: two zero bytes behind the announce
        "0102030405060708000000018a98f4231ebbf553c1b42b594a912b088e6a8ec0415445d041322d312d33362d302dab334984e5354569065b"
                + "0000000000000000000000000000c350000000000000000000000002000000007270c8c4000000321b570000"
                + ", A2-1-36-0, 6999, STARTED, 50, 50000, 0x7270c8c4, ''",
        // libtorrent: the path behind the announce
        "010203040506070800000001c38ac3de1ebbf553c1b42b594a912b088e6a8ec0415445d02d4c54323038302d687e44596c5928426c484a67"
                + "0000000000000000000000000000c35000000000000000000000000200000000063b5021000000c81b5502092f616e6e6f756e6365"
                + ", LT2080, 6997, STARTED, 200, 50000, 0x063b5021, /announce",
        // bittorrent-tracker: nobody knows how much is left
        "010203040506070800000001"
                + "1e71b7581ebbf553c1b42b594a912b088e6a8ec0415445d02d5757303130302d8081fe2b2640412f2a3d25ff"
                + "0000000000000000ffffffffffffffff0000000000000000000000030000000000000000000000321ae1"
                + ", WW0100, 6881, STOPPED, 50, -1, 0, ''"
    })
    void announcesOverUdpAreUnderstood(
            String hex, String program, int port, SwarmEvent event, int want, long leftBytes, String key, String url)
            throws Exception {
        UdpRequest.Announce heard =
                (UdpRequest.Announce) UdpRequests.read(Bytes.fromHex(hex).toArray());

        assertThat(heard.connectionId()).isEqualTo(0x0102030405060708L);
        assertThat(heard.announce())
                .isEqualTo(new SwarmAnnounce(
                        Sent.WATCHED,
                        heard.announce().peerId(),
                        port,
                        new SwarmProgress(0, 0, leftBytes),
                        event,
                        want));
        assertThat(heard.announce().peerId().program()).contains(program);
        assertThat(heard.key()).isEqualTo(Long.decode(key).intValue());
        assertThat(new String(heard.urlData().toArray(), ISO_8859_1)).isEqualTo(url);
    }

    @Test
    void scrapesOverUdpAreUnderstood() throws Exception {
        byte[] libtorrent = Bytes.fromHex("01020304050607080000000293f52cc41ebbf553c1b42b594a912b088e6a8ec0415445d0")
                .toArray();

        assertThat(UdpRequests.read(libtorrent))
                .isEqualTo(
                        new UdpRequest.Scrape(0x0102030405060708L, 0x93f52cc4, new SwarmScrape(List.of(Sent.WATCHED))));
    }

    @Test
    void opentrackersAnswersAreUnderstood() throws Exception {
        byte[] peers = bytes("d8:completei0e10:downloadedi0e10:incompletei1e8:intervali1855e12:min intervali927e"
                + "5:peers6:\u007f\u0000\u0000\u0001\u00cb\u001fe");
        byte[] withoutPort = bytes("d8:completei1e10:downloadedi0e10:incompletei0e8:intervali1918e12:min intervali959e"
                + "5:peers6:\u007f\u0000\u0000\u0001\u0000\u0000e");
        byte[] refusal = bytes("d14:failure reason63:Requested download is not authorized for use with this tracker.e");

        assertThat(HttpReplyReader.announced(peers))
                .isEqualTo(new TrackerAnswer.Given<>(new SwarmReply(
                        1855,
                        927,
                        new SwarmCounts(0, 1, 0),
                        List.of(Sent.peer("127.0.0.1", 51999)),
                        SwarmReply.Notes.NONE)));
        assertThat(HttpReplyReader.announced(withoutPort))
                .isEqualTo(new TrackerAnswer.Given<>(
                        new SwarmReply(1918, 959, new SwarmCounts(1, 0, 0), List.of(), SwarmReply.Notes.NONE)));
        assertThat(HttpReplyReader.announced(refusal))
                .isEqualTo(new TrackerAnswer.Refused<>(
                        new TrackerRefusal("Requested download is not authorized for use with this tracker.")));
    }

    @Test
    void opentrackersScrapeInTheOrderOfTheQuestionIsUnderstood() throws Exception {
        byte[] scrape = bytes("d5:filesd"
                + "20:\u001e\u00bb\u00f5S\u00c1\u00b4+YJ\u0091+\u0008\u008ej\u008e\u00c0ATE\u00d0"
                + "d8:completei0e10:downloadedi0e10:incompletei1ee"
                + "20:\u0000aaaaaaaaaaaaaaaaaaad8:completei1e10:downloadedi0e10:incompletei0eeee");

        assertThat(HttpReplyReader.scraped(scrape))
                .isEqualTo(new TrackerAnswer.Given<>(new ScrapeReply(
                        new TreeMap<>(Map.of(
                                Sent.WATCHED,
                                new SwarmCounts(0, 1, 0),
                                new InfoHash(Bytes.fromHex("00" + "61".repeat(19))),
                                new SwarmCounts(1, 0, 0))),
                        0)));
    }

    @Test
    void opentrackersDatagramsAreUnderstood() throws Exception {
        assertThat(UdpReplies.read(hex("00000000b042aa94880161846b6022bb"), AddressFamily.IPV4))
                .isEqualTo(new UdpReply.Connected(0xb042aa94, 0x880161846b6022bbL));
        assertThat(UdpReplies.read(
                        hex("00000001c38ac3de0000070500000002000000007f0000011b557f000001cb1f"), AddressFamily.IPV4))
                .isEqualTo(new UdpReply.Announced(
                        0xc38ac3de, 1797, 0, 2, List.of(Sent.peer("127.0.0.1", 6997), Sent.peer("127.0.0.1", 51999))));
        assertThat(UdpReplies.read(hex("0000000293f52cc4000000000000000000000002"), AddressFamily.IPV4))
                .isEqualTo(new UdpReply.Scraped(0x93f52cc4, List.of(new SwarmCounts(0, 2, 0))));
        assertThat(UdpReplies.read(
                        hex("00000003c38ac3de436f6e6e656374696f6e204944206d6973736d617463682e00"), AddressFamily.IPV4))
                .isEqualTo(new UdpReply.Refused(0xc38ac3de, "Connection ID missmatch."));
    }

    /** An announce about a swarm that it does not serve gets eight bytes of an answer. */
    @Test
    void opentrackersStumpOfAnAnswerIsRefusedByName() {
        assertRefused(Fault.UNREADABLE, () -> UdpReplies.read(hex("00000001c38ac3de"), AddressFamily.IPV4));
    }

    @Test
    void bittorrentTrackersAnswersAreUnderstood() throws Exception {
        byte[] compact = bytes("d8:completei0e10:incompletei1e8:intervali600e"
                + "5:peers6:\u007f\u0000\u0000\u0001\u00cb\u001f6:peers60:e");
        byte[] dictionaries = bytes("d8:completei0e10:incompletei2e8:intervali600e5:peersl"
                + "d2:ip9:127.0.0.17:peer id20:-TR3000-0jub8emy4ohy4:porti51998ee"
                + "d2:ip9:127.0.0.17:peer id20:-TR3000-0jub8emy4ohx4:porti51999eeee");

        assertThat(HttpReplyReader.announced(compact))
                .isEqualTo(new TrackerAnswer.Given<>(new SwarmReply(
                        600,
                        0,
                        new SwarmCounts(0, 1, -1),
                        List.of(Sent.peer("127.0.0.1", 51999)),
                        SwarmReply.Notes.NONE)));
        assertThat(HttpReplyReader.announced(dictionaries))
                .isEqualTo(new TrackerAnswer.Given<>(new SwarmReply(
                        600,
                        0,
                        new SwarmCounts(0, 2, -1),
                        List.of(
                                named("127.0.0.1", 51998, "-TR3000-0jub8emy4ohy"),
                                named("127.0.0.1", 51999, "-TR3000-0jub8emy4ohx")),
                        SwarmReply.Notes.NONE)));
        assertThat(HttpReplyReader.announced(bytes("d14:failure reason17:invalid info_hashe")))
                .isEqualTo(new TrackerAnswer.Refused<>(new TrackerRefusal("invalid info_hash")));
    }

    @Test
    void bittorrentTrackersScrapeWithItsMangledKeysIsUnderstood() throws Exception {
        byte[] scrape = bytes("d5:filesd20:\u0000aaaaaaaaaaaaaaaaaaad8:completei0e10:downloadedi0e10:incompletei0ee"
                + "29:\u001e\u00c2\u00bb\u00c3\u00b5S\u00c3\u0081\u00c2\u00b4+YJ\u00c2\u0091+\u0008\u00c2\u008ej\u00c2\u008e\u00c3\u0080ATE\u00c3\u0090"
                + "d8:completei0e10:downloadedi0e10:incompletei2eee5:flagsd20:min_request_intervali600eee");

        assertThat(HttpReplyReader.scraped(scrape))
                .isEqualTo(new TrackerAnswer.Given<>(new ScrapeReply(
                        new TreeMap<>(Map.of(
                                Sent.WATCHED,
                                new SwarmCounts(0, 2, 0),
                                new InfoHash(Bytes.fromHex("00" + "61".repeat(19))),
                                new SwarmCounts(0, 0, 0))),
                        600)));
    }

    private static SwarmPeer named(String address, int port, String id) {
        return new SwarmPeer(Sent.peer(address, port).address(), port, Bytes.wrap(bytes(id)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] hex(String hex) {
        return Bytes.fromHex(hex).toArray();
    }
}
