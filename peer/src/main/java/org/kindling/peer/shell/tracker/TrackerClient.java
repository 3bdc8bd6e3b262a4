package org.kindling.peer.shell.tracker;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceRefusal;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmReply;

/**
 * Announces to trackers: to ours over HTTP ({@code POST /v1/announce}), to any other in BitTorrent's language over HTTP or UDP. One client for all peers of
 * a process; never blocks.
 */
public final class TrackerClient implements AutoCloseable {
    private static final int OK = 200;

    private final Web web;
    private final HttpSwarm http;
    private final UdpSwarm udp;

    private TrackerClient(Web web, HttpSwarm http, UdpSwarm udp) {
        this.web = web;
        this.http = http;
        this.udp = udp;
    }

    /** @param wayOut how its calls leave this machine */
    public static TrackerClient open(Vertx vertx, WayOut wayOut) {
        Web web = Web.open(wayOut);
        return new TrackerClient(
                web,
                new HttpSwarm(web, wayOut.isProxied()),
                new UdpSwarm(vertx, UdpQuestion.Patience.standard(), wayOut.isProxied()));
    }

    /**
     * Tells a tracker of ours of ourselves and asks whom else it knows.
     *
     * @param tracker base URL, as configured or as a capsule named it
     * @return its reply, or {@link TrackerSilence} within a few seconds
     */
    public Future<AnnounceReply> announce(String tracker, Announce announce) {
        URI place;
        try {
            TrackerUrl url = TrackerUrl.parse(tracker);
            place = URI.create(url.text().endsWith("/") ? url.text() : url.text() + "/")
                    .resolve("v1/announce");
        } catch (IllegalArgumentException misspelt) {
            return Future.failedFuture(new TrackerSilence(String.valueOf(misspelt.getMessage())));
        }
        HttpRequest<byte[]> request = HttpRequest.POST(place, AnnounceJson.encode(announce))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .accept(MediaType.APPLICATION_JSON_TYPE, MediaType.of(AnnounceJson.REFUSAL_MEDIA_TYPE));
        return web.call(request).compose(TrackerClient::read);
    }

    /**
     * The same of a tracker that speaks BitTorrent.
     *
     * @return its reply, or {@link TrackerSilence}: over HTTP within a few seconds, over UDP within three quarters of a minute
     */
    public Future<SwarmReply> announce(TrackerUrl tracker, SwarmAnnounce announce) {
        return tracker.language() == TrackerUrl.Language.UDP
                ? udp.announce(tracker, announce)
                : http.announce(tracker, announce);
    }

    private static Future<AnnounceReply> read(HttpResponse<?> response) {
        byte[] body = Web.body(response);
        try {
            if (response.code() == OK) {
                return Future.succeededFuture(AnnounceJson.reply(body));
            }
            return Future.failedFuture(refusal(response.code(), body));
        } catch (MalformedException nonsense) {
            return Future.failedFuture(
                    new TrackerSilence("the answer is not that of a tracker: " + nonsense.getMessage()));
        }
    }

    private static TrackerSilence refusal(int status, byte[] body) {
        try {
            AnnounceRefusal refusal = AnnounceJson.refusal(body);
            return new TrackerSilence(
                    "refused, " + refusal.reason() + ": " + refusal.detail(), refusal.retryAfterMillis());
        } catch (MalformedException notOurs) {
            return new TrackerSilence("answered with HTTP status " + status
                    + ", as no tracker of ours does; the URL of a BitTorrent tracker ends in /announce");
        }
    }

    @Override
    public void close() {
        udp.close();
        web.close();
    }
}
