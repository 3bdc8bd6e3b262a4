package org.kindling.protocol.bittorrent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;

/** The golden encodings, which were written down by other means than this code. */
class BittorrentVectorsTest {
    private static final int ID = 0x01234567;
    private static final long CONNECTION = 0x1122334455667788L;
    private static final SwarmPeer NAMED = new SwarmPeer(Sent.IPV4_PEER.address(), 4711, Sent.SELF.bytes());

    /** An encoding: the name of its file, our bytes, and the bytes that are written after others were read. */
    record Vector(String name, byte[] bytes, Again again) {
        interface Again {
            byte[] write(byte[] bytes) throws MalformedException;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> vectors() {
        return Stream.of(requests(), replies(), queries(), bodies()).flatMap(List::stream);
    }

    private static List<Vector> requests() {
        SwarmAnnounce announce = Sent.announce(SwarmEvent.STARTED);
        Bytes path = Bytes.wrap("/announce".getBytes(US_ASCII));
        return List.of(
                request("udp-connect", new UdpRequest.Connect(ID)),
                request("udp-announce", new UdpRequest.Announce(CONNECTION, ID, announce, 0x0badcafe, Bytes.EMPTY)),
                request("udp-announce-path", new UdpRequest.Announce(CONNECTION, ID, announce, 0x0badcafe, path)),
                request(
                        "udp-scrape",
                        new UdpRequest.Scrape(CONNECTION, ID, new SwarmScrape(List.of(Sent.SWARM, Sent.OTHER_SWARM)))));
    }

    private static List<Vector> replies() {
        return List.of(
                reply("udp-connected", new UdpReply.Connected(ID, CONNECTION), AddressFamily.IPV4),
                reply(
                        "udp-announced",
                        new UdpReply.Announced(ID, 1800, 1, 2, List.of(Sent.IPV4_PEER, Sent.OTHER_IPV4_PEER)),
                        AddressFamily.IPV4),
                reply(
                        "udp-announced-ipv6",
                        new UdpReply.Announced(ID, 1800, 1, 2, List.of(Sent.IPV6_PEER, Sent.IPV4_PEER)),
                        AddressFamily.IPV6),
                reply(
                        "udp-scraped",
                        new UdpReply.Scraped(ID, List.of(new SwarmCounts(1, 2, 3), new SwarmCounts(0, 0, 0))),
                        AddressFamily.IPV4),
                reply("udp-refused", new UdpReply.Refused(ID, "unknown swarm"), AddressFamily.IPV4));
    }

    private static List<Vector> queries() {
        HttpAnnounce full = new HttpAnnounce(
                Sent.announce(SwarmEvent.STARTED),
                PeerModel.COMPACT,
                Bytes.wrap("0badcafe".getBytes(US_ASCII)),
                Bytes.fromHex("00ff"),
                List.of(Sent.IPV6_PEER));
        SwarmScrape scrape = new SwarmScrape(List.of(Sent.SWARM, Sent.OTHER_SWARM));
        return List.of(
                new Vector(
                        "http-announce",
                        HttpQueries.encode(full).getBytes(US_ASCII),
                        bytes -> HttpQueries.encode(HttpQueries.announce(new String(bytes, ISO_8859_1)))
                                .getBytes(US_ASCII)),
                new Vector(
                        "http-scrape",
                        HttpQueries.encode(scrape).getBytes(US_ASCII),
                        bytes -> HttpQueries.encode(HttpQueries.scrape(new String(bytes, ISO_8859_1)))
                                .getBytes(US_ASCII)));
    }

    private static List<Vector> bodies() {
        SwarmReply reply = new SwarmReply(
                1800,
                900,
                new SwarmCounts(1, 2, 3),
                List.of(NAMED, Sent.IPV6_PEER),
                new SwarmReply.Notes(Bytes.fromHex("cb007109"), Bytes.fromHex("00ff"), "slow down"));
        ScrapeReply scraped = new ScrapeReply(
                new TreeMap<>(Map.of(Sent.SWARM, new SwarmCounts(1, 2, 3), Sent.OTHER_SWARM, new SwarmCounts(0, 0, 0))),
                900);
        return List.of(
                announced("http-announced", HttpReplies.encode(reply, PeerModel.COMPACT), PeerModel.COMPACT),
                announced(
                        "http-announced-dictionaries",
                        HttpReplies.encode(reply, PeerModel.DICTIONARIES),
                        PeerModel.DICTIONARIES),
                new Vector(
                        "http-scraped",
                        HttpReplies.encode(scraped),
                        bytes -> HttpReplyReader.scraped(bytes).fold(HttpReplies::encode, HttpReplies::encode)),
                announced(
                        "http-refused", HttpReplies.encode(new TrackerRefusal("unknown swarm", 5)), PeerModel.COMPACT),
                announced(
                        "http-refused-for-good",
                        HttpReplies.encode(new TrackerRefusal("unknown swarm", TrackerRefusal.NEVER)),
                        PeerModel.COMPACT));
    }

    private static Vector request(String name, UdpRequest request) {
        return new Vector(name, UdpRequests.encode(request), bytes -> UdpRequests.encode(UdpRequests.read(bytes)));
    }

    private static Vector reply(String name, UdpReply reply, AddressFamily family) {
        return new Vector(
                name,
                UdpReplies.encode(reply, family),
                bytes -> UdpReplies.encode(UdpReplies.read(bytes, family), family));
    }

    private static Vector announced(String name, byte[] body, PeerModel model) {
        return new Vector(
                name,
                body,
                bytes -> HttpReplyReader.announced(bytes)
                        .fold(reply -> HttpReplies.encode(reply, model), HttpReplies::encode));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyEncodingIsWrittenAsItsVectorShows(Vector vector) throws Exception {
        assertThat(Bytes.of(vector.bytes()).hex()).isEqualTo(hexIn(vector.name()));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyVectorIsReadAndWrittenBackByteForByte(Vector vector) throws Exception {
        byte[] bytes = Bytes.fromHex(hexIn(vector.name())).toArray();

        assertThat(vector.again().write(bytes)).isEqualTo(bytes);
    }

    @Test
    void everyFileBelongsToAnEncodingAndCountsItsBytes() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            vectors().map(vector -> vector.name() + ".txt").toList());
        }
        for (Vector vector : vectors().toList()) {
            assertThat(Files.readAllLines(folder().resolve(vector.name() + ".txt")))
                    .contains("bytes " + vector.bytes().length);
        }
    }

    private static String hexIn(String name) throws Exception {
        StringBuilder hex = new StringBuilder();
        Files.readAllLines(folder().resolve(name + ".txt")).stream()
                .filter(line -> line.startsWith("  "))
                .forEach(line -> hex.append(line.strip()));
        return hex.toString();
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(BittorrentVectorsTest.class.getResource("/vectors/bittorrent"))
                .toURI());
    }
}
