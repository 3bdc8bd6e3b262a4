package org.kindling.peer.shell.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;

/** A real tracker behind the port of a peer. */
@Timeout(60)
final class AnnexIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final NetworkId NETWORK = new NetworkId(Hash.sha256(new byte[] {1}));
    private static final String LIVE = "GET /livez HTTP/1.1\r\nHost: here\r\n\r\n";
    private static final String LIVE_ONCE = "GET /livez HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
    private static final long HANDSHAKE_MILLIS = 300;

    /** The port that a server gave back may be somebody else's by now; this one is given to nobody. */
    private static final int NOBODY_THERE = 1;

    private Station peer;
    private Tracker tracker;

    @AfterAll
    static void stopAll() throws Exception {
        Station.settle(VERTX.close());
    }

    @BeforeEach
    void listen() throws Exception {
        listen(NetLimits.standard());
    }

    private void listen(NetLimits limits) throws Exception {
        stop();
        peer = Station.listening(VERTX, 1, limits);
        tracker = Station.settle(Tracker.start(VERTX, TrackerOptions.standIn(NETWORK, peer.key)));
        annex(tracker.port());
    }

    @AfterEach
    void stop() throws Exception {
        if (peer != null) {
            peer.close();
            Station.settle(tracker.close());
        }
    }

    @Test
    void anAnnounceIsAnsweredAtThePortAtWhichAPeerIsConnected() throws Exception {
        try (Station bob = new Station(VERTX, 2, NetLimits.standard());
                Socket announcer = call(request(announce(bob)))) {
            var toPeer = bob.dial(peer.endpoint(), Optional.of(peer.node()));
            bob.next(Event.Connected.class);
            bob.send(toPeer, new Message.Ping(7));

            AnnounceReply reply = reply(everything(announcer));

            assertThat(reply.seenHost()).isEqualTo("127.0.0.1");
            assertThat(reply.swarmSize()).isEqualTo(1);
            assertThat(reply.flaw(announce(bob), SignatureRule.best())).isEmpty();
            assertThat(reply.head().content().tracker()).isEqualTo(peer.key.publicKey());
            assertThat(peer.next(Event.Connected.class).key()).isEqualTo(bob.key.publicKey());
            assertThat(peer.next(Event.Heard.class).message()).isEqualTo(new Message.Ping(7));
        }
    }

    @Test
    void noByteIsLostHoweverSlowlyTheWordsCome() throws Exception {
        try (Socket caller = call("")) {
            caller.setTcpNoDelay(true);
            for (byte letter : LIVE_ONCE.getBytes(ISO_8859_1)) {
                caller.getOutputStream().write(letter);
            }

            assertThat(everything(caller)).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD /livez HTTP/1.1", "OPTIONS /v1/announce HTTP/1.1", "POST /nowhere HTTP/1.1"})
    void everyMethodOfATrackerIsPassedOn(String line) throws Exception {
        String request = line + "\r\nHost: here\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

        assertThat(answerTo(request)).startsWith("HTTP/1.1 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2p1\r\n",
                "PROXY TCP4 203.0.113.7 192.0.2.1 1 2\r\n" + LIVE,
                "PUT / HTTP/1.1\r\n\r\n",
                "GETTING / HTTP/1.1\r\n\r\n",
                "get / HTTP/1.1\r\n\r\n",
                "\u0013BitTorrent protocol",
                "\u0016\u0009\u0009 of no known version",
                "\u0000",
            })
    void whateverElseIsSaidIsHungUpOn(String words) throws Exception {
        assertThat(answerTo(words)).doesNotContain("HTTP");
        assertThat(peer.events).isEmpty();
        assertThat(refusals()).isEqualTo(1);
        assertThat((int) peer.seen(Transport::strangersStanding)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "OPTIONS", "\u0016"})
    void whoStopsBeforeTheFirstWordIsOverIsCutOff(String beginning) throws Exception {
        listen(new NetLimits(HANDSHAKE_MILLIS, 32, 100, 200, 5, 20, 100, 1 << 20, 20_000, 3_000, 64));

        assertThat(answerTo(beginning)).doesNotContain("HTTP");
        assertThat(refusals()).isEqualTo(1);
    }

    @Test
    void whileItIsClosedHttpIsRefusedAndWhoWasInItIsHungUpOn() throws Exception {
        try (Socket guest = call(LIVE)) {
            assertThat(guest.getInputStream().read()).isEqualTo('H');

            closeAnnex();

            assertThat(everything(guest)).startsWith("TTP/1.1 200 ");
            assertThat(answerTo(LIVE)).doesNotContain("HTTP");
            annex(tracker.port());
            assertThat(answerTo(LIVE_ONCE)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void noMoreThanThereIsRoomForArePassedOnAndWhoLeavesMakesRoom() throws Exception {
        listen(new NetLimits(10_000, 32, 100_000, 100_000, 5, 20, 100, 1 << 20, 20_000, 3_000, 1));
        try (Socket guest = call(LIVE)) {
            assertThat(guest.getInputStream().read()).isEqualTo('H');

            assertThat(answerTo(LIVE_ONCE)).isEmpty();
        }

        String answer = "";
        while (answer.isEmpty()) {
            answer = answerTo(LIVE_ONCE);
        }
        assertThat(answer).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void whenTheServerGoesItsCallersAreHungUpOn() throws Exception {
        try (Socket guest = call(LIVE)) {
            assertThat(guest.getInputStream().read()).isEqualTo('H');

            Station.settle(tracker.close());

            assertThat(everything(guest)).startsWith("TTP/1.1 200 ");
            annex(NOBODY_THERE);
            assertThat(answerTo(LIVE)).isEmpty();
        }
    }

    @Test
    void whenThePeerLeavesOrBreaksDownItsGuestsAreHungUpOn() throws Exception {
        Station other = Station.listening(VERTX, 2, NetLimits.standard());
        other.seen(transport -> {
            transport.annex(tracker.port());
            return transport;
        });
        try (Socket guest = call(LIVE);
                Socket otherGuest = call(other.port(), LIVE)) {
            assertThat(guest.getInputStream().read()).isEqualTo('H');
            assertThat(otherGuest.getInputStream().read()).isEqualTo('H');

            peer.close();
            other.seen(transport -> {
                transport.drop();
                return transport;
            });

            assertThat(everything(guest)).startsWith("TTP/1.1 200 ");
            assertThat(everything(otherGuest)).startsWith("TTP/1.1 200 ");
        }
    }

    @Test
    void allThatAServerSaysBeforeItHangsUpArrives() throws Exception {
        Buffer much = Buffer.buffer(new byte[8 << 20]);
        NetServer server = VERTX.createNetServer()
                .connectHandler(caller -> caller.handler(words -> {
                    caller.handler(more -> {});
                    caller.end(much);
                }));
        annex(Station.settle(server.listen(0, "127.0.0.1")).actualPort());

        assertThat(answerTo(LIVE)).hasSize(much.length());
        Station.settle(server.close());
    }

    private void annex(int port) throws Exception {
        peer.seen(transport -> {
            transport.annex(port);
            return port;
        });
    }

    private void closeAnnex() throws Exception {
        peer.seen(transport -> {
            transport.closeAnnex();
            return transport;
        });
    }

    /** Told a moment after the caller is hung up on. */
    private long refusals() throws Exception {
        long refusals = 0;
        while (refusals == 0) {
            refusals = peer.seen(Transport::strangersRefused);
        }
        return refusals;
    }

    private static Announce announce(Station announcer) {
        long expiryMillis = System.currentTimeMillis() / 3_600_000 * 3_600_000 + 2 * 3_600_000;
        PeerRecord record = new PeerRecord.Content(
                        NETWORK,
                        announcer.key.publicKey(),
                        1,
                        List.of(new Endpoint("127.0.0.1", 4711)),
                        List.of(),
                        1,
                        expiryMillis)
                .sign(announcer.key);
        return new Announce(NETWORK, record, Announce.Occasion.STARTED, Announce.WANT_USUAL);
    }

    private static String request(Announce announce) {
        byte[] body = AnnounceJson.encode(announce);
        return "POST /v1/announce HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length + "\r\n\r\n" + new String(body, ISO_8859_1);
    }

    private static AnnounceReply reply(String answer) throws Exception {
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        return AnnounceJson.reply(
                answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1));
    }

    private String answerTo(String words) throws IOException {
        try (Socket caller = call(words)) {
            return everything(caller);
        }
    }

    private Socket call(String words) throws IOException {
        return call(peer.port(), words);
    }

    private static Socket call(int port, String words) throws IOException {
        Socket caller = new Socket("127.0.0.1", port);
        caller.setSoTimeout(20_000);
        caller.getOutputStream().write(words.getBytes(ISO_8859_1));
        return caller;
    }

    /** All that is said until the other end hangs up. */
    private static String everything(Socket caller) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            caller.getInputStream().transferTo(answer);
        } catch (SocketException reset) {
            assertThat(reset).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
        return answer.toString(ISO_8859_1);
    }
}
