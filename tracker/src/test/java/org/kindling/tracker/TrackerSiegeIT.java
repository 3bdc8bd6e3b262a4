package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.tracker.front.Rate;
import org.kindling.tracker.http.HttpLimits;

/** Callers who are slow, greedy or rude, and what becomes of the others meanwhile. */
final class TrackerSiegeIT {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        Running.now(vertx.close());
    }

    @Test
    void whoNeverFinishesTheHeadersIsHungUpOnWhileOthersAreServed() throws IOException {
        AtomicLong nowMillis = new AtomicLong(System.currentTimeMillis());
        HttpLimits.Requests requests = new HttpLimits.Requests(4_096, 4_096, 1_024, 60_000, 100);
        Tracker tracker = Running.now(Tracker.start(
                vertx,
                TrackerOptions.standard()
                        .with(HttpLimits.standard().with(requests))
                        .with(() -> Instant.ofEpochMilli(nowMillis.get()))));

        try (Socket slow = call(tracker)) {
            say(slow, "POST /v1/announce HTTP/1.1\r\nHost: x\r\nX-Slow: ");
            Caller alice = Caller.of(tracker.url(), 1);
            int status = alice.post(alice.announce(Occasion.STARTED)).statusCode();
            nowMillis.addAndGet(101);

            assertThat(status).isEqualTo(200);
            assertThat(heard(slow)).isEmpty();
        }
    }

    @Test
    void whoNeverFinishesTheBodyIsToldSo() throws IOException {
        Tracker tracker = start(HttpLimits.standard().with(new HttpLimits.Requests(4_096, 4_096, 1_024, 200, 60_000)));

        try (Socket slow = call(tracker)) {
            say(slow, "POST /v1/announce HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n");
            say(slow, "Content-Length: 100\r\n\r\n{");

            assertThat(heard(slow)).startsWith("HTTP/1.1 408 ").contains("urn:kindling:refusal:too-slow");
        }
    }

    @Test
    void aBodyWithoutAnEndIsRefusedAtItsLimit() throws IOException {
        Tracker tracker = start(HttpLimits.standard());

        try (Socket greedy = call(tracker)) {
            say(greedy, "POST /v1/announce HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n");
            say(greedy, "Transfer-Encoding: chunked\r\n\r\n1001\r\n" + " ".repeat(0x1001) + "\r\n");

            assertThat(heard(greedy)).startsWith("HTTP/1.1 413 ").contains("urn:kindling:refusal:too-large");
        }
    }

    @Test
    void noiseAndOversizedHeadsAreRefusedAndHungUpOn() throws IOException {
        Tracker tracker = start(HttpLimits.standard());

        String noise = ask(tracker, "\u0001\u0002nonsense\r\n\r\n");
        String longLine = ask(tracker, "GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        String longHeader = ask(tracker, "GET / HTTP/1.1\r\nX: " + "a".repeat(5_000) + "\r\n\r\n");

        assertThat(noise).contains(" 400 Bad Request").contains("urn:kindling:refusal:malformed");
        assertThat(longLine).contains(" 414 ").contains("urn:kindling:refusal:line-too-long");
        assertThat(longHeader).contains(" 431 ").contains("urn:kindling:refusal:headers-too-large");
        assertThat(Running.now(tracker.stats()).refusals()).containsEntry("our-mistake", 0L);
    }

    @Test
    void pathsThatCannotBeReadAreTheCallersMistake() throws IOException {
        Tracker tracker = start(HttpLimits.standard());

        String broken = ask(tracker, "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        String climbing = ask(tracker, "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(broken).startsWith("HTTP/1.1 400 ").contains("urn:kindling:refusal:malformed");
        assertThat(climbing).startsWith("HTTP/1.1 404 ");
        assertThat(Running.now(tracker.stats()).refusals()).containsEntry("our-mistake", 0L);
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAndTheOthersGoOn() throws IOException {
        Tracker tracker = start(HttpLimits.standard().with(new HttpLimits.Connections(3, 3)));
        List<Socket> guests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Socket guest = call(tracker);
            guests.add(guest);
            say(guest, "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(guest.getInputStream().readNBytes(12)).asString(UTF_8).isEqualTo("HTTP/1.1 200");
        }

        try (Socket fourth = call(tracker)) {
            assertThat(heard(fourth)).isEmpty();
        }

        guests.get(0).close();
        assertThat(Running.now(tracker.stats()).refusals()).containsEntry("too-many-connections", 1L);
        for (Socket guest : guests.subList(1, 3)) {
            say(guest, "GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(heard(guest)).contains("HTTP/1.1 200 OK");
            guest.close();
        }
    }

    @Test
    void whoAsksTooOftenIsToldToWaitIfThisMachineIsLimitedToo() {
        Tracker tracker = start(HttpLimits.standard().with(new Rate(0.001, 3, 100, true)));
        Caller alice = Caller.of(tracker.url(), 1);

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(alice.get("/stats").statusCode());
        }

        assertThat(statuses).containsExactly(200, 200, 200, 429);
        assertThat(alice.get("/livez").statusCode()).isEqualTo(200);
        assertThat(alice.get("/stats").headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void threeHundredStrangersSpeakingNonsenseKeepNobodyFromBeingAnswered() throws IOException {
        Tracker tracker = start(HttpLimits.standard());
        List<Socket> strangers = new ArrayList<>();
        List<Integer> statuses = new ArrayList<>();

        for (int i = 0; i < 300; i++) {
            Socket stranger = call(tracker);
            strangers.add(stranger);
            stranger.getOutputStream().write(Nonsense.of(i));
            if (i % 10 == 9) {
                Caller honest = Caller.of(tracker.url(), i);
                statuses.add(honest.post(honest.announce(Occasion.STARTED)).statusCode());
            }
        }

        assertThat(statuses).hasSize(30).containsOnly(200);
        for (Socket stranger : strangers) {
            stranger.shutdownOutput();
            assertThat(heard(stranger)).doesNotContainPattern("HTTP/1[.][01] 5");
            stranger.close();
        }
        assertThat(Running.now(tracker.stats()).refusals()).containsEntry("our-mistake", 0L);
        assertThat(Running.now(tracker.stats()).peers()).isEqualTo(30);
    }

    private Tracker start(HttpLimits limits) {
        return Running.now(Tracker.start(vertx, TrackerOptions.standard().with(limits)));
    }

    private static Socket call(Tracker tracker) throws IOException {
        int port = Integer.parseInt(tracker.url().substring(tracker.url().lastIndexOf(':') + 1));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String ask(Tracker tracker, String request) throws IOException {
        try (Socket socket = call(tracker)) {
            say(socket, request);
            return heard(socket);
        }
    }

    private static void say(Socket socket, String words) throws IOException {
        socket.getOutputStream().write(words.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Everything until the tracker hangs up. */
    private static String heard(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
}
