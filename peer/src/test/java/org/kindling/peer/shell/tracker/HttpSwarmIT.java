package org.kindling.peer.shell.tracker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.bittorrent.HttpAnnounce;
import org.kindling.protocol.bittorrent.HttpQueries;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.tracker.Tracker;
import org.kindling.tracker.TrackerOptions;

final class HttpSwarmIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TrackerClient CLIENT = TrackerClient.open(VERTX, WayOut.DIRECT);

    @AfterAll
    static void stop() throws Exception {
        CLIENT.close();
        settle(VERTX.close());
    }

    @Test
    void twoPeersFindEachOtherThroughARealTracker() throws Exception {
        Tracker tracker = settle(Tracker.start(VERTX, TrackerOptions.standard()));

        SwarmReply first = ask(tracker.url() + "/announce", Swarmers.announce(1, 4711));
        SwarmReply second = ask(tracker.url() + "/announce?key=1", Swarmers.announce(2, 4712));

        assertThat(first.peers()).isEmpty();
        assertThat(second.peers())
                .singleElement()
                .satisfies(peer -> assertThat(peer.endpoint()).hasToString("127.0.0.1:4711"));
        assertThat(second.intervalSeconds()).isPositive();
        settle(tracker.close());
    }

    @Test
    void nobodyThereIsSaidInWords() throws Exception {
        assertThat(silence("http://127.0.0.1:1/announce").getMessage()).isEqualTo("connection refused");
    }

    @Test
    void everyByteOfItsWordArrivesBehindTheKeyOfTheUrlAndWhatWasGivenIsGivenBack() throws Exception {
        Queue<String> queries = new ConcurrentLinkedQueue<>();
        HttpServer server = serve(request -> {
            queries.add(request.query());
            request.response()
                    .end(Buffer.buffer("d8:intervali1800e5:peers0:10:tracker id2:\u0001\u00ffe", "ISO-8859-1"));
        });
        String url = url(server) + "/a%2Fb/announce.php?passkey=x%20y";
        SwarmAnnounce announce = Swarmers.announce(1, 4711);

        ask(url, announce);
        ask(url, announce);

        assertThat(queries.remove()).isEqualTo("passkey=x%20y&" + HttpQueries.encode(new HttpAnnounce(announce)));
        assertThat(queries.remove()).endsWith("&trackerid=%01%FF");
        settle(server.close());
    }

    @Test
    void aKeptConnectionThatIsFoundClosedIsNoSilence() throws Exception {
        Queue<String> queries = new ConcurrentLinkedQueue<>();
        HttpServer server = serve(request -> {
            queries.add(request.query());
            if (queries.size() == 2) {
                request.connection().close();
            } else {
                request.response().end("d8:intervali1800e5:peers0:e");
            }
        });

        ask(url(server) + "/announce", Swarmers.announce(1, 4711));
        ask(url(server) + "/announce", Swarmers.announce(1, 4711));

        assertThat(queries).hasSize(3);
        settle(server.close());
    }

    @Test
    void aRefusalIsToldInTheTrackersWordsWithWhateverStatusItComes() throws Exception {
        HttpServer polite = serve(request -> request.response().end("d14:failure reason7:go away8:retry in2:10e"));
        HttpServer strict = serve(request ->
                request.response().setStatusCode(403).end("d14:failure reason12:unregistered8:retry in5:nevere"));

        TrackerSilence first = silence(url(polite) + "/announce");
        TrackerSilence second = silence(url(strict) + "/announce");

        assertThat(first.getMessage()).isEqualTo("refused: go away");
        assertThat(first.pauseMillis()).isEqualTo(600_000);
        assertThat(second.getMessage()).isEqualTo("refused: unregistered");
        assertThat(second.pauseMillis()).isGreaterThan(86_400_000);
        settle(polite.close());
        settle(strict.close());
    }

    @Test
    void whatIsNoBitTorrentTrackerIsNamedAsSuch() throws Exception {
        String notThere =
                "answered with HTTP status 404, as no BitTorrent tracker does; one of ours is named without /announce";

        assertThat(reason(request -> request.response().setStatusCode(404).end("no such page")))
                .isEqualTo(notThere);
        assertThat(reason(request -> request.response().end("<html>welcome to your router</html>")))
                .startsWith("the answer is not that of a BitTorrent tracker: ");
        assertThat(reason(request -> request.response().end()))
                .startsWith("the answer is not that of a BitTorrent tracker: ");
        assertThat(reason(request -> request.response()
                        .setStatusCode(302)
                        .putHeader("location", "/elsewhere")
                        .end()))
                .startsWith("answered with HTTP status 302");
        assertThat(reason(request -> request.response().end(Buffer.buffer(new byte[65 * 1024]))))
                .isEqualTo("the answer is longer than a tracker's can be");
        assertThat(reason(request -> request.connection().close())).isNotBlank();
        assertThat(silence("http://no-such-host.invalid/announce").getMessage())
                .isEqualTo("nobody knows this host name");
    }

    @Test
    void behindAProxyItTellsNoPortAndItsTroubleIsTheProxys() throws Exception {
        Queue<String> queries = new ConcurrentLinkedQueue<>();
        HttpServer server = serve(request -> {
            queries.add(request.query());
            request.response().end("d8:intervali1800e5:peers0:e");
        });
        try (Web web = Web.open(WayOut.DIRECT)) {
            settle(new HttpSwarm(web, true)
                    .announce(TrackerUrl.parse(url(server) + "/announce"), Swarmers.announce(1, 4711)));
        }

        assertThat(queries.remove()).contains("&port=0&");
        settle(server.close());
    }

    private static String reason(Consumer<HttpServerRequest> tracker) throws Exception {
        HttpServer server = serve(tracker);
        String reason = silence(url(server) + "/announce").getMessage();
        settle(server.close());
        return reason;
    }

    private static HttpServer serve(Consumer<HttpServerRequest> tracker) throws Exception {
        return settle(VERTX.createHttpServer().requestHandler(tracker::accept).listen(0, "127.0.0.1"));
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private static SwarmReply ask(String tracker, SwarmAnnounce announce) throws Exception {
        return settle(CLIENT.announce(TrackerUrl.parse(tracker), announce));
    }

    private static TrackerSilence silence(String tracker) throws Exception {
        try {
            throw new AssertionError("answered " + ask(tracker, Swarmers.announce(1, 4711)));
        } catch (ExecutionException failed) {
            return (TrackerSilence) failed.getCause();
        }
    }

    private static <T> T settle(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
    }
}
