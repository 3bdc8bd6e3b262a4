package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.identity.Endpoint;

final class TrackerIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        Running.now(vertx.close());
    }

    @Test
    void severalTrackersShareOneJvmAndNothingElse() {
        Tracker first = start();
        Tracker second = start();
        Caller alice = Caller.of(first.url(), 1);

        alice.post(alice.announce(Occasion.STARTED));

        assertThat(first.url()).isNotEqualTo(second.url()).matches("http://127\\.0\\.0\\.1:[0-9]+");
        assertThat(Running.now(first.stats()).peers()).isEqualTo(1);
        assertThat(Running.now(second.stats()).peers()).isZero();
    }

    @Test
    void aPortInUseIsExplainedInASentence() {
        Tracker first = start();
        int port = port(first);

        assertThatThrownBy(() -> Running.now(
                        Tracker.start(vertx, TrackerOptions.standard().listeningOn("127.0.0.1", port))))
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on 127.0.0.1 port " + port)
                .hasMessageContaining("choose another port");
    }

    @Test
    void aPortThatAnotherProgramHasForDatagramsIsExplainedAndTheOtherHalfGivenBack() throws IOException {
        int port = FreePort.take();
        try (DatagramSocket other = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            TrackerOptions there = TrackerOptions.standard().listeningOn("127.0.0.1", port);

            assertThatThrownBy(() -> Running.now(Tracker.start(vertx, there)))
                    .hasRootCauseInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1 port " + port + " for UDP");
            assertThat(Running.now(Tracker.start(vertx, there.withoutUdp())).port())
                    .isEqualTo(port);
            assertThat(other.isBound()).isTrue();
        }
    }

    @Test
    @Timeout(30)
    void aClosedTrackerIsGoneAndMayBeClosedAgain() throws IOException {
        Tracker tracker = start();
        try (Socket guest = new Socket(InetAddress.getLoopbackAddress(), port(tracker))) {
            guest.getOutputStream().write("GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(US_ASCII));
            assertThat(guest.getInputStream().read()).isEqualTo('H');

            Running.now(tracker.close());
            Running.now(tracker.close());

            assertThat(guest.getInputStream().readAllBytes()).startsWith("TTP/1.1 200 ".getBytes(US_ASCII));
        }
        assertThat(vertx.deploymentIDs()).isEmpty();
    }

    @Test
    void aTrackerMayBeClosedAfterItsVertx() {
        Vertx other = Vertx.vertx();
        Tracker tracker = Running.now(Tracker.start(other, TrackerOptions.standard()));

        Running.now(other.close());

        assertThat(tracker.close().toCompletionStage().toCompletableFuture())
                .succeedsWithin(java.time.Duration.ofSeconds(10));
    }

    @Test
    @Timeout(30)
    void aPeerThatAnswersWhenDialledBackIsVetted() throws IOException {
        Tracker tracker = start();
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Caller alice = Caller.of(tracker.url(), 1).at(new Endpoint("127.0.0.1", listening.getLocalPort()));

            alice.post(alice.announce(Occasion.STARTED));
            listening.accept().close();

            int vetted = 0;
            while (vetted == 0) {
                vetted = Running.now(tracker.stats()).vettedPeers();
            }
            assertThat(vetted).isEqualTo(1);
        }
    }

    private Tracker start() {
        return Running.now(Tracker.start(vertx, TrackerOptions.standard()));
    }

    private static int port(Tracker tracker) {
        return Integer.parseInt(tracker.url().substring(tracker.url().lastIndexOf(':') + 1));
    }
}
