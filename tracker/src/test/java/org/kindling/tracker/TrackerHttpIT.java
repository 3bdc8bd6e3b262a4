package org.kindling.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.directory.DirectoryLimits;
import org.kindling.tracker.directory.NetworkRule;
import org.kindling.tracker.directory.QueueLimits;

final class TrackerHttpIT {
    private Vertx vertx;
    private Tracker tracker;
    private Caller alice;
    private Caller bob;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        tracker = Running.now(Tracker.start(vertx, TrackerOptions.standard()));
        alice = Caller.of(tracker.url(), 1);
        bob = Caller.of(tracker.url(), 2);
    }

    @AfterEach
    void stop() {
        Running.now(tracker.close());
        Running.now(vertx.close());
    }

    @Test
    void twoPeersThatAnnounceFindEachOther() {
        HttpResponse<byte[]> first = alice.post(alice.announce(Occasion.STARTED));
        HttpResponse<byte[]> second = bob.post(bob.announce(Occasion.STARTED));

        assertThat(Caller.reply(first).records()).isEmpty();
        AnnounceReply reply = Caller.reply(second);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(reply.records()).containsExactly(alice.record(1));
        assertThat(reply.swarmSize()).isEqualTo(2);
        assertThat(reply.seenHost()).isEqualTo("127.0.0.1");
        assertThat(reply.intervalMillis()).isBetween(54_000L, 66_000L);
    }

    @Test
    void aPeerThatStopsIsNoLongerNamed() {
        alice.post(alice.announce(Occasion.STARTED));
        alice.post(alice.announce(Occasion.STOPPED));

        AnnounceReply reply = Caller.reply(bob.post(bob.announce(Occasion.STARTED)));

        assertThat(reply.records()).isEmpty();
        assertThat(reply.swarmSize()).isEqualTo(1);
    }

    @Test
    void anAnswerToACrowdFitsItsLimits() {
        Endpoint[] longNames = IntStream.range(0, 5)
                .mapToObj(i -> new Endpoint("a-rather-long-host-name-for-a-peer-number-" + i + ".example.org", 7_000))
                .toArray(Endpoint[]::new);
        for (int i = 10; i < 70; i++) {
            Caller peer = Caller.of(tracker.url(), i).at(longNames);
            assertThat(peer.post(peer.announce(Occasion.STARTED)).statusCode()).isEqualTo(200);
        }

        HttpResponse<byte[]> response = alice.post(alice.announce(Occasion.STARTED));

        assertThat(Caller.reply(response).records()).hasSize(50);
        assertThat(response.body().length).isBetween(30_000, 64 * 1_024);
    }

    @Test
    void aForgedRecordIsRefused() {
        PeerRecord forged =
                new PeerRecord(alice.record(1).content(), bob.record(1).signature());

        HttpResponse<byte[]> response = alice.post(new Announce(Caller.NETWORK, forged, Occasion.STARTED, 32));

        assertRefused(response, 422, "record-forged");
    }

    @Test
    void aRecordOfAnotherNetworkIsRefused() {
        Announce confused = new Announce(Caller.OTHER_NETWORK, alice.record(1), Occasion.STARTED, 32);

        HttpResponse<byte[]> response = alice.post(confused);

        assertRefused(response, 422, "record-of-another-network");
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void anAnnounceThatComesTooEarlyIsToldWhenToComeAgain() {
        alice.post(alice.announce(Occasion.REGULAR));

        HttpResponse<byte[]> response = alice.post(alice.announce(Occasion.REGULAR));

        assertRefused(response, 429, "too-early");
        long seconds = response.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(seconds).isBetween(1L, 15L);
    }

    @Test
    void anOldSequenceIsRefused() {
        alice.post(new Announce(Caller.NETWORK, alice.record(7), Occasion.STARTED, 32));

        HttpResponse<byte[]> response = alice.post(new Announce(Caller.NETWORK, alice.record(6), Occasion.STARTED, 32));

        assertRefused(response, 409, "stale-sequence");
    }

    @Test
    void aBodyLargerThanAnyAnnounceIsRefused() {
        byte[] body = new byte[4_097];

        HttpResponse<byte[]> response = alice.post(body);

        assertRefused(response, 413, "too-large");
    }

    @ParameterizedTest
    @MethodSource
    void nonsenseIsTheCallersMistakeAndShowsNothingOfOurs(String body) {
        HttpResponse<byte[]> response = alice.post(body.getBytes(UTF_8));

        assertRefused(response, 400, "malformed");
        assertThat(text(response)).doesNotContain("Exception", "\tat ", "java.");
    }

    static Stream<String> nonsenseIsTheCallersMistakeAndShowsNothingOfOurs() {
        Caller alice = Caller.of("", 1);
        String good = new String(AnnounceJson.encode(alice.announce(Occasion.STARTED)), UTF_8);
        return Stream.of(
                "",
                " ",
                "null",
                "[]",
                "{}",
                "{\"network\":",
                "\u0000\u0001\u0002",
                "[".repeat(4_000),
                "{\"a\":".repeat(800),
                good.substring(0, good.length() / 2),
                good + good,
                good.replace("\"started\"", "\"exploded\""),
                good.replace("\"started\"", "7"),
                good.replace(":50", ":-1"),
                good.replace(":50", ":51"),
                good.replace(":50", ":1e99"),
                good.replace(Caller.NETWORK.hex(), "00"),
                good.replace(Caller.NETWORK.hex(), "zz".repeat(32)),
                good.replace("\"record\":\"", "\"record\":\"!"),
                good.replace("\"record\":\"", "\"record\":\"AAAA"),
                "GET / HTTP/1.1\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "nonsense"})
    void onlyJsonIsAnAnnounceSoThatNoPageOfABrowserCanSendOne(String contentType) {
        HttpResponse<byte[]> response =
                alice.send("POST", "/v1/announce", contentType, AnnounceJson.encode(alice.announce(Occasion.STARTED)));

        assertRefused(response, 415, "not-json");
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void aHeadAnswerIsAGetAnswerWithoutItsBody() {
        HttpResponse<byte[]> get = alice.get("/livez");
        HttpResponse<byte[]> head = alice.send("HEAD", "/livez", "text/plain", new byte[0]);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(get.headers().firstValue("Content-Type"));
    }

    @Test
    void everyPathSaysWhichMethodsItKnows() {
        HttpResponse<byte[]> options = alice.send("OPTIONS", "/v1/announce", "text/plain", new byte[0]);
        HttpResponse<byte[]> get = alice.get("/v1/announce");
        HttpResponse<byte[]> delete = alice.send("DELETE", "/stats", "text/plain", new byte[0]);
        HttpResponse<byte[]> nowhere = alice.get("/nowhere");

        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).contains("POST, OPTIONS");
        assertThat(options.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertRefused(get, 405, "method-not-allowed");
        assertRefused(delete, 405, "method-not-allowed");
        assertThat(delete.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
        assertRefused(nowhere, 404, "not-found");
    }

    @Test
    void itTellsHowItIsAndNeverWhoIsWhere() {
        alice.post(alice.announce(Occasion.REGULAR));
        alice.post(alice.announce(Occasion.REGULAR));
        alice.post("{}".getBytes(UTF_8));

        JsonObject stats = new JsonObject(text(alice.get("/stats")));
        JsonObject networks = new JsonObject(text(alice.get("/v1/networks")));
        String metrics = text(alice.get("/metrics"));

        assertThat(stats.getInteger("networks")).isEqualTo(1);
        assertThat(stats.getInteger("peers")).isEqualTo(1);
        assertThat(stats.getInteger("announces")).isEqualTo(2);
        assertThat(stats.getInteger("welcomes")).isEqualTo(1);
        assertThat(stats.getInteger("uptimeSeconds")).isNotNegative();
        assertThat(stats.getJsonObject("refusals").getInteger("too-early")).isEqualTo(1);
        assertThat(stats.getJsonObject("refusals").getInteger("malformed")).isEqualTo(1);
        assertThat(networks.getInteger("peers")).isEqualTo(1);
        assertThat(networks.getJsonArray("recent").getJsonObject(0).getString("network"))
                .isEqualTo(Caller.NETWORK.toString())
                .hasSize(8);
        assertThat(metrics)
                .contains("kindling_tracker_peers 1.0", "kindling_tracker_announces_total 2.0")
                .contains("kindling_tracker_refusals_total{reason=\"too-early\"} 1.0", "jvm_memory_used_bytes")
                .doesNotContain(Caller.NETWORK.toString(), "127.0.0.1");
        assertThat(alice.get("/livez").statusCode()).isEqualTo(200);
        assertThat(alice.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(Running.now(tracker.stats()).peers()).isEqualTo(1);
    }

    @Test
    void whoMustWaitIsToldHowLongIsNamedOthersAndComesInWithItsTicket() {
        AtomicLong nowMillis = new AtomicLong(System.currentTimeMillis());
        DirectoryLimits limits = new DirectoryLimits(
                        DirectoryLimits.Rhythm.standard(), NetworkRule.every(), 4, 4, 32, 128, 50)
                .with(QueueLimits.standard());
        Tracker crowded = Running.now(Tracker.start(
                vertx, TrackerOptions.standard().with(limits).with(() -> Instant.ofEpochMilli(nowMillis.get()))));
        for (int i = 10; i < 13; i++) {
            Caller early = Caller.of(crowded.url(), i);
            assertThat(early.post(early.announce(Occasion.STARTED)).statusCode())
                    .isEqualTo(200);
        }
        Caller late = Caller.of(crowded.url(), 20);

        AnnounceReply told = Caller.reply(late.post(late.announce(Occasion.STARTED)));
        nowMillis.addAndGet(told.intervalMillis());
        AnnounceReply again = Caller.reply(
                late.post(late.announce(Occasion.STARTED).with(told.content().ticket())));

        assertThat(told.isToldToWait()).isTrue();
        assertThat(told.intervalMillis()).isEqualTo(56_250);
        assertThat(told.records()).hasSize(3);
        assertThat(told.head().isListed()).isFalse();
        assertThat(again.head().isListed()).isTrue();
        assertThat(Running.now(crowded.stats()).waits()).isEqualTo(1);
    }

    @Test
    void manyPeersAtOnceAreAllListed() {
        List<Integer> statuses = IntStream.range(100, 200)
                .parallel()
                .mapToObj(number -> Caller.of(tracker.url(), number))
                .map(peer -> peer.post(peer.announce(Occasion.STARTED)).statusCode())
                .toList();

        assertThat(statuses).hasSize(100).containsOnly(200);
        assertThat(Running.now(tracker.stats()).peers()).isEqualTo(100);
    }

    private static void assertRefused(HttpResponse<byte[]> response, int status, String reason) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Caller.refusal(response).reason()).isEqualTo(reason);
        assertThat(Caller.refusal(response).status()).isEqualTo(status);
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }
}
