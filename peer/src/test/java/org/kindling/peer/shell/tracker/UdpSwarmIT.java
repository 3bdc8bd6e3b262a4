package org.kindling.peer.shell.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.bittorrent.AddressFamily;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.bittorrent.UdpReplies;
import org.kindling.protocol.bittorrent.UdpReply;
import org.kindling.protocol.bittorrent.UdpRequest;
import org.kindling.protocol.bittorrent.UdpRequests;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;

final class UdpSwarmIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final UdpSwarm CLIENT = new UdpSwarm(VERTX, UdpQuestion.Patience.standard(), false);
    private static final long CONNECTION = 0x0123456789abcdefL;

    @AfterAll
    static void stop() throws Exception {
        CLIENT.close();
        settle(VERTX.close());
    }

    @Test
    void twoPeersFindEachOtherThroughARealTracker() throws Exception {
        Tracker tracker = settle(Tracker.start(VERTX, TrackerOptions.standard()));

        SwarmReply first = ask(CLIENT, tracker.udpUrl().orElseThrow(), 1);
        SwarmReply second = ask(CLIENT, tracker.udpUrl().orElseThrow() + "/announce?key=1", 2);

        assertThat(first.peers()).isEmpty();
        assertThat(second.peers())
                .singleElement()
                .satisfies(peer -> assertThat(peer.endpoint()).hasToString("127.0.0.1:4001"));
        assertThat(second.minIntervalSeconds()).isZero();
        settle(tracker.close());
    }

    @Test
    void twoPeersFindEachOtherOverIpv6() throws Exception {
        Tracker tracker = settle(Tracker.start(VERTX, TrackerOptions.standard().listeningOn("::1", 0)));

        ask(CLIENT, tracker.udpUrl().orElseThrow(), 1);
        SwarmReply second = ask(CLIENT, tracker.udpUrl().orElseThrow(), 2);

        assertThat(second.peers())
                .singleElement()
                .satisfies(peer -> assertThat(peer.endpoint()).hasToString("[::1]:4001"));
        settle(tracker.close());
    }

    @Test
    void aConnectionIdServesForAMinuteAndIsAskedForAnewIfTheTrackerHasForgottenIt() throws Exception {
        try (Responder tracker = new Responder(request -> request.fold(new Usual()))) {
            ask(CLIENT, tracker.url(), 1);
            ask(CLIENT, tracker.url(), 2);
            tracker.says =
                    request -> request instanceof UdpRequest.Announce announce && announce.connectionId() == CONNECTION
                            ? encoded(new UdpReply.Refused(announce.transactionId(), "unknown connection id"))
                            : request.fold(new Usual(CONNECTION + 1));
            ask(CLIENT, tracker.url(), 3);

            assertThat(tracker.heard)
                    .extracting(request -> request.getClass().getSimpleName())
                    .containsExactly("Connect", "Announce", "Announce", "Announce", "Connect", "Announce");
        }
    }

    @Test
    void whatIsLostIsSentAgain() throws Exception {
        UdpSwarm hasty = new UdpSwarm(VERTX, new UdpQuestion.Patience(200, 10_000), false);
        try (Responder tracker = new Responder(request -> Optional.empty())) {
            tracker.says = request ->
                    List.of(1, 3).contains(tracker.heard.size()) ? Optional.empty() : request.fold(new Usual());

            SwarmReply reply = ask(hasty, tracker.url(), 1);

            assertThat(reply.peers()).hasSize(1);
            assertThat(tracker.heard)
                    .extracting(request -> request.getClass().getSimpleName())
                    .containsExactly("Connect", "Connect", "Announce", "Connect", "Announce");
        }
        hasty.close();
    }

    @Test
    void silenceIsTakenAsSuchAfterAWhile() throws Exception {
        UdpSwarm hasty = new UdpSwarm(VERTX, new UdpQuestion.Patience(100, 600), false);
        try (Responder tracker = new Responder(request -> Optional.empty())) {
            assertThat(silence(hasty, tracker.url())).isEqualTo("no answer in time");
            assertThat(tracker.heard).hasSizeBetween(2, 3);
        }
        hasty.close();
    }

    @Test
    void answersToAnotherQuestionOrFromElsewhereDoNotCount() throws Exception {
        UdpSwarm hasty = new UdpSwarm(VERTX, new UdpQuestion.Patience(5_000, 1_000), false);
        try (Responder wrong =
                        new Responder(request -> encoded(new UdpReply.Connected(request.transactionId() + 1, 1)));
                Responder elsewhere = new Responder(request -> Optional.empty());
                Responder asked = new Responder(request -> Optional.empty())) {
            asked.says = request -> {
                elsewhere.send(encoded(new UdpReply.Refused(request.transactionId(), "forged")), asked);
                return Optional.empty();
            };

            assertThat(silence(hasty, wrong.url())).isEqualTo("no answer in time");
            assertThat(silence(hasty, asked.url())).isEqualTo("no answer in time");
            assertThat(wrong.heard).hasSize(1);
            assertThat(elsewhere.sent).hasValue(1);
        }
        hasty.close();
    }

    @Test
    void aRefusalIsToldInTheTrackersWords() throws Exception {
        assertThat(reason(announce -> encoded(new UdpReply.Refused(announce.transactionId(), "go away"))))
                .isEqualTo("refused: go away");
        assertThat(reason(announce -> Optional.of(stump(1, announce))))
                .isEqualTo(
                        "refused: it answers without a word, as opentracker does of networks that it does not serve");
        assertThat(reason(announce -> Optional.of(stump(7, announce))))
                .startsWith("the answer is not that of a BitTorrent tracker: ");
        assertThat(silence(CLIENT, "udp://no-such-host.invalid:6969")).isEqualTo("nobody knows this host name");
    }

    @Test
    void behindAProxyNotADatagramLeaves() throws Exception {
        UdpSwarm hidden = new UdpSwarm(VERTX, UdpQuestion.Patience.standard(), true);
        try (Responder tracker = new Responder(request -> request.fold(new Usual()))) {
            assertThat(silence(hidden, tracker.url()))
                    .isEqualTo("switched off: UDP would go around the proxy and show our address");
            ask(CLIENT, tracker.url(), 1);
            assertThat(tracker.heard).as("those of the open client alone").hasSize(2);
        }
        hidden.close();
    }

    private static byte[] stump(int action, UdpRequest request) {
        return ByteBuffer.allocate(8)
                .putInt(action)
                .putInt(request.transactionId())
                .array();
    }

    private static String reason(Function<UdpRequest, Optional<byte[]>> toAnnounce) throws Exception {
        try (Responder tracker = new Responder(request ->
                request instanceof UdpRequest.Announce ? toAnnounce.apply(request) : request.fold(new Usual()))) {
            return silence(CLIENT, tracker.url());
        }
    }

    private static SwarmReply ask(UdpSwarm client, String tracker, int number) throws Exception {
        return settle(client.announce(TrackerUrl.parse(tracker), Swarmers.announce(number, 4_000 + number)));
    }

    private static String silence(UdpSwarm client, String tracker) throws Exception {
        try {
            return "answered " + ask(client, tracker, 1);
        } catch (ExecutionException failed) {
            assertThat(failed).hasCauseInstanceOf(TrackerSilence.class);
            return failed.getCause().getMessage();
        }
    }

    private static Optional<byte[]> encoded(UdpReply reply) {
        return Optional.of(UdpReplies.encode(reply, AddressFamily.IPV4));
    }

    private static <T> T settle(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
    }

    /** What a tracker says to each kind of request. */
    private record Usual(long connectionId) implements UdpRequest.Cases<Optional<byte[]>> {
        Usual() {
            this(CONNECTION);
        }

        @Override
        public Optional<byte[]> connect(UdpRequest.Connect connect) {
            return encoded(new UdpReply.Connected(connect.transactionId(), connectionId));
        }

        @Override
        public Optional<byte[]> announce(UdpRequest.Announce announce) {
            SwarmPeer peer = new SwarmPeer(IpAddress.parse("203.0.113.7").orElseThrow(), 7_000);
            return encoded(new UdpReply.Announced(announce.transactionId(), 1_800, 0, 1, List.of(peer)));
        }

        @Override
        public Optional<byte[]> scrape(UdpRequest.Scrape scrape) {
            return Optional.empty();
        }
    }

    /** Answers datagrams as it is told to. */
    private static final class Responder implements AutoCloseable {
        private final DatagramSocket socket;
        private final Queue<UdpRequest> heard = new ConcurrentLinkedQueue<>();
        private volatile Function<UdpRequest, Optional<byte[]>> says;
        private volatile int askerPort;
        private final AtomicInteger sent = new AtomicInteger();

        Responder(Function<UdpRequest, Optional<byte[]>> says) throws Exception {
            this.says = says;
            this.socket = settle(VERTX.createDatagramSocket()
                    .handler(packet -> {
                        askerPort = packet.sender().port();
                        UdpRequest request = read(packet.data());
                        heard.add(request);
                        send(this.says.apply(request), this);
                    })
                    .listen(0, "127.0.0.1"));
        }

        private static UdpRequest read(Buffer datagram) {
            try {
                return UdpRequests.read(datagram.getBytes());
            } catch (MalformedException e) {
                throw new AssertionError(new String(datagram.getBytes(), StandardCharsets.ISO_8859_1), e);
            }
        }

        /** To whoever asked this one. */
        void send(Optional<byte[]> datagram, Responder asked) {
            datagram.ifPresent(bytes -> {
                sent.incrementAndGet();
                socket.send(Buffer.buffer(bytes), asked.askerPort, "127.0.0.1");
            });
        }

        String url() {
            return "udp://127.0.0.1:" + socket.localAddress().port();
        }

        @Override
        public void close() throws Exception {
            settle(socket.close());
        }
    }
}
