package org.kindling.peer.shell.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.kindling.peer.shell.net.NetLimits;
import org.kindling.peer.shell.net.Transport;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.FreePort;
import org.kindling.tracker.TrackerOptions;

/** A peer's port at which the peer stands in for a tracker, asked as peers ask trackers. */
@Timeout(60)
final class StandInTrackerIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TrackerClient CLIENT = TrackerClient.open(VERTX, WayOut.DIRECT);
    private static final NetworkId NETWORK = network(1);
    private static final NetworkId OTHER_NETWORK = network(2);
    private static final PeerRecord BOB = record(NETWORK, KeyPair.generate(new SecureRandom()), "203.0.113.7");
    private static final PeerRecord CAROL = record(NETWORK, KeyPair.generate(new SecureRandom()), "203.0.113.8");

    private final KeyPair key = KeyPair.generate(new SecureRandom());
    private final Context context = ((VertxInternal) VERTX).createEventLoopContext();
    private Transport transport;
    private StandInTracker standIn;
    private String place;

    @AfterAll
    static void stopAll() throws Exception {
        CLIENT.close();
        settle(VERTX.close());
    }

    @BeforeEach
    void listen() throws Exception {
        transport = on(() ->
                new Transport(VERTX, context, key, 7, NetLimits.standard(), Runnable::run, WayOut.DIRECT, event -> {}));
        standIn = on(() -> new StandInTracker(VERTX, transport, NETWORK, key));
        int port = settle(on(() -> transport.listen("127.0.0.1", 0)));
        place = "http://127.0.0.1:" + port;
    }

    @AfterEach
    void stop() throws Exception {
        settle(on(standIn::close));
        settle(on(transport::shutdown));
        assertThat(VERTX.deploymentIDs()).isEmpty();
    }

    @Test
    void whoAsksIsNamedWhomThePeerHasReachedUnderThePeersOwnSignature() throws Exception {
        serve(BOB, CAROL);
        Announce announce = announce(NETWORK);

        AnnounceReply reply = settle(CLIENT.announce(place, announce));

        assertThat(reply.content().listings())
                .allMatch(Listing::isReached)
                .extracting(Listing::record)
                .containsExactlyInAnyOrder(BOB, CAROL);
        assertThat(reply.head().content().tracker()).isEqualTo(key.publicKey());
        assertThat(reply.flaw(announce, SignatureRule.best())).isEmpty();
    }

    @Test
    void whoeverAnnouncesIsNamedToTheNext() throws Exception {
        serve(BOB);
        Announce first = announce(NETWORK);

        settle(CLIENT.announce(place, first));
        AnnounceReply second = settle(CLIENT.announce(place, announce(NETWORK)));

        assertThat(second.records()).containsExactlyInAnyOrder(BOB, first.record());
        assertThat(second.swarmSize()).isEqualTo(3);
    }

    @Test
    void whatIsServedAgainIsAddedToWhatIsKnown() throws Exception {
        serve(BOB);

        serve(CAROL);

        assertThat(settle(CLIENT.announce(place, announce(NETWORK))).records()).containsExactlyInAnyOrder(BOB, CAROL);
    }

    @Test
    void anotherNetworkIsToldToLookElsewhere() throws Exception {
        serve(BOB);

        assertThat(silence(announce(OTHER_NETWORK))).startsWith("refused, network-not-served: ");
    }

    @Test
    void onceStoppedNobodyIsAnsweredUntilItServesAgain() throws Exception {
        serve(BOB);
        settle(CLIENT.announce(place, announce(NETWORK)));

        on(this::stopped);
        String silence = silence(announce(NETWORK));
        serve(CAROL);
        AnnounceReply again = settle(CLIENT.announce(place, announce(NETWORK)));

        assertThat(silence).isNotBlank().doesNotContain("refused, ");
        assertThat(again.records()).containsExactly(CAROL);
    }

    @Test
    void whoIsToldToStopWhileItStartsNeverServes() throws Exception {
        on(() -> {
            standIn.serve(List.of(BOB));
            standIn.stop();
            return standIn;
        });

        settle(on(standIn::close));

        assertThat(on(standIn::isServing)).isFalse();
        assertThat(silence(announce(NETWORK))).isNotBlank();
        assertThat(VERTX.deploymentIDs()).isEmpty();
    }

    @Test
    void whatWasWishedLastWhileItStartedCounts() throws Exception {
        on(() -> {
            standIn.serve(List.of(BOB));
            standIn.stop();
            standIn.serve(List.of(CAROL));
            return standIn;
        });
        waitUntilItServes();

        assertThat(settle(CLIENT.announce(place, announce(NETWORK))).records()).containsExactly(CAROL);
    }

    @Test
    void onceClosedItNeverServesAgain() throws Exception {
        serve(BOB);

        settle(on(standIn::close));
        on(() -> {
            standIn.serve(List.of(BOB));
            return standIn;
        });
        settle(on(standIn::close));

        assertThat(on(standIn::isServing)).isFalse();
        assertThat(VERTX.deploymentIDs()).isEmpty();
    }

    @Test
    void whatCouldNotStartIsTriedAgain() throws Exception {
        int port = FreePort.take();
        try (ServerSocket taken = new ServerSocket(port, 5, InetAddress.getLoopbackAddress())) {
            standIn = on(() -> new StandInTracker(
                    VERTX, transport, TrackerOptions.standIn(NETWORK, key).listeningOn("127.0.0.1", port)));
            on(serving(BOB));
            on(serving(BOB));
            assertThat(silence(announce(NETWORK))).isNotBlank();
            assertThat(taken.isBound()).isTrue();
        }

        while (!on(standIn::isServing)) {
            on(serving(BOB));
        }

        assertThat(settle(CLIENT.announce(place, announce(NETWORK))).records()).containsExactly(BOB);
    }

    private void serve(PeerRecord... reached) throws Exception {
        on(serving(reached));
        waitUntilItServes();
    }

    private void waitUntilItServes() throws Exception {
        boolean isServing = false;
        while (!isServing) {
            isServing = on(standIn::isServing);
        }
    }

    private Supplier<StandInTracker> serving(PeerRecord... reached) {
        return () -> {
            standIn.serve(List.of(reached));
            return standIn;
        };
    }

    private StandInTracker stopped() {
        standIn.stop();
        return standIn;
    }

    private <T> T on(Supplier<T> question) throws Exception {
        return settle(Future.future(answer -> context.runOnContext(here -> answer.complete(question.get()))));
    }

    private String silence(Announce announce) throws Exception {
        try {
            throw new AssertionError("answered " + settle(CLIENT.announce(place, announce)));
        } catch (ExecutionException failed) {
            assertThat(failed).hasCauseInstanceOf(TrackerSilence.class);
            return failed.getCause().getMessage();
        }
    }

    private static Announce announce(NetworkId network) {
        PeerRecord record = record(network, KeyPair.generate(new SecureRandom()), "127.0.0.1");
        return new Announce(network, record, Announce.Occasion.STARTED, Announce.WANT_USUAL);
    }

    private static PeerRecord record(NetworkId network, KeyPair key, String host) {
        return new PeerRecord.Content(
                        network,
                        key.publicKey(),
                        1,
                        List.of(new Endpoint(host, 4711)),
                        List.of(),
                        1,
                        System.currentTimeMillis() + 3_600_000)
                .sign(key);
    }

    private static NetworkId network(int number) {
        return new NetworkId(Hash.sha256(new byte[] {(byte) number}));
    }

    private static <T> T settle(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
    }
}
