package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.bittorrent.HttpAnnounce;
import org.kindling.protocol.bittorrent.HttpQueries;
import org.kindling.protocol.bittorrent.HttpReplyReader;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.PeerModel;
import org.kindling.protocol.bittorrent.ScrapeReply;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmProgress;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.bittorrent.SwarmScrape;
import org.kindling.protocol.bittorrent.TrackerRefusal;
import org.kindling.protocol.bittorrent.UdpReply;
import org.kindling.protocol.bittorrent.UdpRequest;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.identity.NodeId;
import org.kindling.tracker.front.Rate;
import org.kindling.tracker.front.TrackerStats;
import org.kindling.tracker.http.HttpLimits;

/** BitTorrent clients at our tracker, over real sockets. */
@Timeout(60)
final class SwarmIT {
    private static final InfoHash SWARM = InfoHash.of(Caller.NETWORK);
    private static final IpAddress HERE = new IpAddress(Bytes.fromHex("7f000001"));
    private static final int PATIENCE_MILLIS = 20_000;

    private Vertx vertx;
    private Tracker tracker;
    private Caller alice;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        begin(TrackerOptions.standard());
    }

    private void begin(TrackerOptions options) {
        tracker = Running.now(Tracker.start(vertx, options));
        alice = Caller.of(tracker.url(), 1);
    }

    @AfterEach
    void stop() {
        Running.now(vertx.close());
    }

    @Test
    void clientsFindEachOtherOverHttp() {
        announced(announce(7_001, PeerModel.COMPACT));

        HttpResponse<byte[]> response = announce(7_002, PeerModel.ANY);
        SwarmReply told = announced(response);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(new String(response.body(), ISO_8859_1)).contains("5:peers6:");
        assertThat(told.peers()).containsExactly(new SwarmPeer(HERE, 7_001));
        assertThat(told.notes().seenAt()).contains(HERE);
        assertThat(told.counts()).isEqualTo(new SwarmCounts(0, 2, 0));
        assertThat(told.minIntervalSeconds()).isEqualTo(300);
    }

    @Test
    void dictionariesAndPeerIdsComeIfAskedFor() {
        announce(7_001, PeerModel.COMPACT);

        SwarmReply named = announced(announce(7_002, PeerModel.DICTIONARIES));
        SwarmReply unnamed = announced(announce(7_001, PeerModel.DICTIONARIES_WITHOUT_IDS));

        assertThat(named.peers())
                .containsExactly(new SwarmPeer(HERE, 7_001, peerId(7_001).bytes()));
        assertThat(unnamed.peers()).containsExactly(new SwarmPeer(HERE, 7_002));
    }

    @Test
    void oneConnectionCarriesManyRequestsOrOne() throws IOException {
        String request = "GET /announce?" + query(7_001, PeerModel.COMPACT) + " HTTP/1.1\r\nHost: x\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tracker.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            String both = request + "\r\n" + request + "Connection: close\r\n\r\n";
            socket.getOutputStream().write(both.getBytes(US_ASCII));

            String heard = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertThat(heard.split("HTTP/1.1 200 OK", -1)).hasSize(3);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tracker.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(request.replace("/1.1\r", "/1.0\r").concat("\r\n").getBytes(US_ASCII));

            assertThat(socket.getInputStream().readAllBytes())
                    .asString(ISO_8859_1)
                    .contains("200 OK");
        }
    }

    @Test
    void sizesOfSwarmsAreToldOverHttp() {
        announce(7_001, PeerModel.COMPACT);
        InfoHash unknown = new InfoHash(Bytes.fromHex("ff".repeat(20)));

        HttpResponse<byte[]> response =
                alice.get("/scrape?" + HttpQueries.encode(new SwarmScrape(List.of(SWARM, unknown))));
        ScrapeReply told = scraped(response);

        assertThat(told.counts()).containsOnlyKeys(SWARM).containsValue(new SwarmCounts(0, 1, 0));
    }

    @Test
    void badQueriesAreRefusedInBencodeAndNeverOurMistake() {
        List<String> bad = List.of(
                "/announce",
                "/announce?",
                "/announce?info_hash=short&peer_id=short&port=1",
                "/announce?" + query(7_001, PeerModel.COMPACT) + "&info_hash=%00",
                "/announce?" + query(7_001, PeerModel.COMPACT).replace("port=7001", "port=70000"),
                "/scrape",
                "/scrape?info_hash=%00");

        for (String path : bad) {
            HttpResponse<byte[]> response = alice.get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(refused(response).reason()).as(path).isNotEmpty();
        }
        assertThat(Running.now(tracker.stats()).refusals())
                .containsEntry("malformed", 7L)
                .containsEntry("our-mistake", 0L);
    }

    @Test
    void whoAsksTooOftenIsToldToWaitAMinute() {
        begin(TrackerOptions.standard().with(HttpLimits.standard().withSwarmRate(new Rate(0.001, 1, 10, true))));
        announced(announce(7_001, PeerModel.COMPACT));

        TrackerRefusal refusal = refused(announce(7_001, PeerModel.COMPACT));

        assertThat(refusal.retryMinutes()).isEqualTo(1);
    }

    @Test
    void aPeerOfOursIsToldToBitTorrentClientsOverBothProtocols() throws Exception {
        alice.post(alice.announce(Occasion.STARTED));
        Bytes id = PeerId.of(Caller.NETWORK, NodeId.of(alice.key().publicKey())).bytes();

        SwarmReply overHttp = announced(announce(7_001, PeerModel.DICTIONARIES));
        try (UdpCaller udp = caller("127.0.0.1")) {
            UdpReply.Announced overUdp = (UdpReply.Announced) udp.announce(udp.connect(), swarmAnnounce(7_002));

            assertThat(overHttp.peers()).containsExactly(new SwarmPeer(HERE, 20_001, id));
            assertThat(overUdp.peers())
                    .containsExactlyInAnyOrder(new SwarmPeer(HERE, 20_001), new SwarmPeer(HERE, 7_001));
        }
        Caller bob = Caller.of(tracker.url(), 2);
        assertThat(Caller.reply(bob.post(bob.announce(Occasion.STARTED))).records())
                .containsExactly(alice.record(1));
    }

    @Test
    void udpListensAtThePortOfHttpAndIsCounted() throws Exception {
        try (UdpCaller udp = caller("127.0.0.1")) {
            long id = udp.connect();
            udp.announce(id, swarmAnnounce(7_001));
            UdpReply scraped = udp.ask(new UdpRequest.Scrape(id, 3, new SwarmScrape(List.of(SWARM))));
            udp.send(new byte[] {1, 2, 3});
            udp.connect();

            TrackerStats stats = Running.now(tracker.stats());

            assertThat(((UdpReply.Scraped) scraped).counts()).containsExactly(new SwarmCounts(0, 1, 0));
            assertThat(List.of(stats.swarms(), stats.barePeers())).containsOnly(1);
            assertThat(List.of(stats.swarmAnnounces(), stats.scrapes())).containsOnly(1L);
            assertThat(stats.datagramsIgnored()).containsEntry("malformed", 1L).containsEntry("too-fast", 0L);
            assertThat(tracker.udpUrl()).contains(tracker.url().replace("http:", "udp:"));
        }
        assertThat(new String(alice.get("/metrics").body(), US_ASCII))
                .contains("kindling_tracker_swarm_announces_total{protocol=\"udp\"} 1.0")
                .contains("kindling_tracker_datagrams_ignored_total{reason=\"malformed\"} 1.0")
                .contains("kindling_tracker_peers_bare 1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::"})
    void whoListensEverywhereServesUdpToBothFamilies(String everywhere) throws Exception {
        begin(TrackerOptions.standard().listeningOn(everywhere, 0));

        try (UdpCaller fourth = caller("127.0.0.1");
                UdpCaller sixth = caller("::1")) {
            fourth.announce(fourth.connect(), swarmAnnounce(7_001));
            sixth.announce(sixth.connect(), swarmAnnounce(7_001));
            UdpReply.Announced overIpv4 = (UdpReply.Announced) fourth.announce(fourth.connect(), swarmAnnounce(7_002));
            UdpReply.Announced overIpv6 = (UdpReply.Announced) sixth.announce(sixth.connect(), swarmAnnounce(7_002));

            assertThat(overIpv4.peers()).containsExactly(new SwarmPeer(HERE, 7_001));
            assertThat(overIpv6.peers())
                    .containsExactly(new SwarmPeer(IpAddress.parse("::1").orElseThrow(), 7_001));
        }
    }

    @Test
    void udpIsServedAtAName() throws Exception {
        begin(TrackerOptions.standard().listeningOn("localhost", 0));

        try (UdpCaller caller = caller("127.0.0.1")) {
            assertThat(caller.announce(caller.connect(), swarmAnnounce(7_001))).isInstanceOf(UdpReply.Announced.class);
        }
    }

    @Test
    void aConnectionIdIsWorthNothingAtAnotherAddress() throws Exception {
        try (UdpCaller mine = caller("127.0.0.1");
                UdpCaller other = caller("127.0.0.2")) {
            long id = mine.connect();

            UdpReply stolen = other.announce(id, swarmAnnounce(7_001));
            UdpReply owned = mine.announce(id, swarmAnnounce(7_001));

            assertThat(stolen).isInstanceOf(UdpReply.Refused.class);
            assertThat(owned).isInstanceOf(UdpReply.Announced.class);
        }
    }

    @Test
    void aTrackerWithoutUdpHasNoUrlForIt() {
        begin(TrackerOptions.standard().withoutUdp());

        assertThat(tracker.udpUrl()).isEmpty();
    }

    private HttpResponse<byte[]> announce(int port, PeerModel model) {
        return alice.get("/announce?" + query(port, model));
    }

    private static String query(int port, PeerModel model) {
        return HttpQueries.encode(new HttpAnnounce(swarmAnnounce(port), model, Bytes.EMPTY, Bytes.EMPTY, List.of()));
    }

    private static SwarmAnnounce swarmAnnounce(int port) {
        return new SwarmAnnounce(SWARM, peerId(port), port, SwarmProgress.NEVER_DONE, SwarmEvent.STARTED, 50);
    }

    private static PeerId peerId(int port) {
        return new PeerId(Bytes.wrap(("-XX0000-abcdefg" + port + "!").getBytes(US_ASCII)));
    }

    private static SwarmReply announced(HttpResponse<byte[]> response) {
        try {
            return HttpReplyReader.announced(response.body()).fold(reply -> reply, refusal -> {
                throw new AssertionError("refused: " + refusal);
            });
        } catch (MalformedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static ScrapeReply scraped(HttpResponse<byte[]> response) {
        try {
            return HttpReplyReader.scraped(response.body()).fold(reply -> reply, refusal -> {
                throw new AssertionError("refused: " + refusal);
            });
        } catch (MalformedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private static TrackerRefusal refused(HttpResponse<byte[]> response) {
        try {
            return HttpReplyReader.announced(response.body())
                    .fold(
                            reply -> {
                                throw new AssertionError("not refused: " + reply);
                            },
                            refusal -> refusal);
        } catch (MalformedException e) {
            throw new AssertionError("no answer", e);
        }
    }

    private UdpCaller caller(String host) throws IOException {
        return new UdpCaller(host, URI.create(tracker.udpUrl().orElseThrow()).getPort());
    }
}
