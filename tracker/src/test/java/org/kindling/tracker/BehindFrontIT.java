package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.tracker.http.HttpLimits;

/** A tracker whose callers are passed on by a front that says who they are. */
final class BehindFrontIT {
    private static final Caller ALICE = Caller.of("", 1);
    private static final Caller BOB = Caller.of("", 2);

    private final Vertx vertx = Vertx.vertx();
    private Tracker tracker;

    @BeforeEach
    void start() {
        tracker = Running.now(Tracker.start(vertx, TrackerOptions.standIn(Caller.NETWORK, ALICE.key())));
    }

    @AfterEach
    void stop() {
        Running.now(tracker.close());
        Running.now(vertx.close());
    }

    @Test
    void theAddressThatTheFrontNamesIsTheCallers() throws Exception {
        AnnounceReply fourth = reply(BOB.announce(Occasion.STARTED), "TCP4 203.0.113.7 192.0.2.1 4711 7000");
        AnnounceReply sixth = reply(ALICE.announce(Occasion.STARTED), "TCP6 2001:db8::7 2001:db8::1 4711 7000");

        assertThat(fourth.seenHost()).isEqualTo("203.0.113.7");
        assertThat(sixth.seenHost()).isEqualTo("2001:db8::7");
    }

    @Test
    void connectionsAreCountedForTheAddressThatTheFrontNames() throws Exception {
        String crowded = "PROXY TCP4 203.0.113.7 192.0.2.1 4711 7000\r\n";
        String elsewhere = "PROXY TCP4 203.0.113.8 192.0.2.1 4711 7000\r\n";
        List<Socket> standing = new ArrayList<>();
        for (int i = 0; i < HttpLimits.standIn().connections().perHost(); i++) {
            Socket front = open(crowded + "GET /livez HTTP/1.1\r\nHost: here\r\n\r\n");
            assertThat(front.getInputStream().read()).isEqualTo('H');
            standing.add(front);
        }

        String oneMore = say(crowded + request(ALICE.announce(Occasion.STARTED)));
        String another = say(elsewhere + request(ALICE.announce(Occasion.STARTED)));

        assertThat(oneMore).isEmpty();
        assertThat(another).startsWith("HTTP/1.1 200 ");
        for (Socket front : standing) {
            front.close();
        }
    }

    @Test
    void whoWasReachedIsNamedInAnAnswerThatThePeersOwnKeySigned() throws Exception {
        Caller reached = BOB.at(new Endpoint("203.0.113.9", 7000));
        Running.now(tracker.known(List.of(reached.record(1))));
        Announce announce = ALICE.announce(Occasion.STARTED);

        AnnounceReply reply = reply(announce, "TCP4 203.0.113.7 192.0.2.1 4711 7000");

        assertThat(reply.records()).containsExactly(reached.record(1));
        assertThat(reply.content().listings().get(0).isReached()).isTrue();
        assertThat(reply.head().content().tracker()).isEqualTo(ALICE.key().publicKey());
        assertThat(reply.flaw(announce, SignatureRule.best())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROXY TCP4 203.0.113.7\r\n", "PROXY TCP4 somewhere 192.0.2.1 1 2\r\n"})
    void whoIsNotIntroducedAsAFrontDoesIsHungUpOn(String introduction) throws Exception {
        String answer = say(introduction + request(ALICE.announce(Occasion.STARTED)));

        assertThat(answer).isEmpty();
        assertThat(Running.now(tracker.stats()).announces()).isZero();
    }

    private AnnounceReply reply(Announce announce, String caller) throws Exception {
        String answer = say("PROXY " + caller + "\r\n" + request(announce));
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        return AnnounceJson.reply(
                answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1));
    }

    private static String request(Announce announce) {
        byte[] body = AnnounceJson.encode(announce);
        return "POST /v1/announce HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length + "\r\n\r\n" + new String(body, ISO_8859_1);
    }

    /** Everything that is answered until the other end hangs up. */
    private String say(String words) throws IOException {
        try (Socket front = open(words)) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            front.getInputStream().transferTo(answer);
            return answer.toString(ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    private Socket open(String words) throws IOException {
        Socket front = new Socket(InetAddress.getLoopbackAddress(), tracker.port());
        front.setSoTimeout(20_000);
        front.getOutputStream().write(words.getBytes(ISO_8859_1));
        return front;
    }
}
