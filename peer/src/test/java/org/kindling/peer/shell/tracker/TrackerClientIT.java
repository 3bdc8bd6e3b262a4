package org.kindling.peer.shell.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;

final class TrackerClientIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TrackerClient CLIENT = TrackerClient.open(VERTX, WayOut.DIRECT);
    private static final NetworkId NETWORK = new NetworkId(Hash.sha256(new byte[] {1}));

    @AfterAll
    static void stop() throws Exception {
        CLIENT.close();
        settle(VERTX.close());
    }

    @Test
    void twoPeersFindEachOtherThroughTheRealTracker() throws Exception {
        Tracker tracker = settle(Tracker.start(VERTX, TrackerOptions.standard()));
        KeyPair alice = KeyPair.generate(new SecureRandom());
        KeyPair bob = KeyPair.generate(new SecureRandom());

        AnnounceReply first = settle(CLIENT.announce(tracker.url(), announce(alice, 4711)));
        AnnounceReply second = settle(CLIENT.announce(tracker.url() + "/", announce(bob, 4712)));

        assertThat(first.records()).isEmpty();
        assertThat(second.records()).hasSize(1);
        assertThat(second.records().get(0).content().key()).isEqualTo(alice.publicKey());
        settle(tracker.close());
    }

    @Test
    void nobodyThereIsSaidInWords() throws Exception {
        assertThat(silence("http://127.0.0.1:1")).isEqualTo("connection refused");
    }

    @Test
    void aRefusalIsToldInTheTrackersWords() throws Exception {
        Tracker tracker = settle(Tracker.start(VERTX, TrackerOptions.standard()));
        KeyPair alice = KeyPair.generate(new SecureRandom());
        KeyPair mallory = KeyPair.generate(new SecureRandom());
        PeerRecord forged =
                new PeerRecord(record(alice, 1).content(), record(mallory, 1).signature());

        String reason = silence(CLIENT.announce(
                tracker.url(), new Announce(NETWORK, forged, Announce.Occasion.STARTED, Announce.WANT_USUAL)));

        assertThat(reason).startsWith("refused, record-forged: ");
        settle(tracker.close());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tracker.example",
                "ftp://tracker.example/",
                "http://",
                "http:///v1",
                "http://a b/",
                "http://x/?q=1",
                "javascript:alert(1)"
            })
    void aMisspeltAddressIsNamedAsSuch(String tracker) throws Exception {
        assertThat(silence(tracker)).startsWith("not the address of a tracker");
    }

    @Test
    void aHostNobodyKnowsIsNamedAsSuch() throws Exception {
        assertThat(silence("http://no-such-host.invalid:7070")).isEqualTo("nobody knows this host name");
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        String reason = silenceOf(request -> request.response()
                .setStatusCode(302)
                .putHeader("location", "/elsewhere")
                .end());

        assertThat(reason)
                .isEqualTo(
                        "answered with HTTP status 302, as no tracker of ours does; the URL of a BitTorrent tracker ends in /announce");
    }

    @Test
    void whatIsLongerThanAnAnswerIsNotRead() throws Exception {
        String reason =
                silenceOf(request -> request.response().end(Buffer.buffer(new byte[AnnounceJson.REPLY_BYTES_MAX + 1])));

        assertThat(reason).isEqualTo("the answer is longer than a tracker's can be");
    }

    @Test
    void nonsenseIsNoAnswer() throws Exception {
        assertThat(silenceOf(request -> request.response().end("<html>welcome to your router</html>")))
                .startsWith("the answer is not that of a tracker");
        assertThat(silenceOf(request -> request.response().end())).startsWith("the answer is not that of a tracker");
        assertThat(silenceOf(request -> request.response().setStatusCode(500).end("oh")))
                .isEqualTo(
                        "answered with HTTP status 500, as no tracker of ours does; the URL of a BitTorrent tracker ends in /announce");
    }

    @Test
    void hangingUpIsNoAnswer() throws Exception {
        assertThat(silenceOf(request -> request.connection().close())).isNotBlank();
    }

    @Test
    void silenceIsTakenAsSuchAfterAFewSeconds() throws Exception {
        assertThat(silenceOf(request -> {})).isEqualTo("no answer in time");
    }

    private static String silenceOf(Consumer<HttpServerRequest> server) throws Exception {
        var http =
                settle(VERTX.createHttpServer().requestHandler(server::accept).listen(0, "127.0.0.1"));
        String reason = silence("http://127.0.0.1:" + http.actualPort());
        settle(http.close());
        return reason;
    }

    private static String silence(String tracker) throws Exception {
        return silence(CLIENT.announce(tracker, announce(KeyPair.generate(new SecureRandom()), 4711)));
    }

    private static String silence(Future<AnnounceReply> answer) throws Exception {
        try {
            return "answered " + settle(answer);
        } catch (ExecutionException failed) {
            assertThat(failed).hasCauseInstanceOf(TrackerSilence.class);
            return failed.getCause().getMessage();
        }
    }

    private static Announce announce(KeyPair key, int port) {
        return new Announce(NETWORK, record(key, port), Announce.Occasion.STARTED, Announce.WANT_USUAL);
    }

    private static PeerRecord record(KeyPair key, int port) {
        return new PeerRecord.Content(
                        NETWORK,
                        key.publicKey(),
                        1,
                        List.of(new Endpoint("127.0.0.1", port)),
                        List.of(),
                        1,
                        System.currentTimeMillis() + 3_600_000)
                .sign(key);
    }

    private static <T> T settle(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
    }
}
