package org.kindling.peer.shell.tracker;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.vertx.core.Future;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.bittorrent.HttpAnnounce;
import org.kindling.protocol.bittorrent.HttpQueries;
import org.kindling.protocol.bittorrent.HttpReplyReader;
import org.kindling.protocol.bittorrent.PeerModel;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.bittorrent.TrackerRefusal;

/**
 * Announces in BitTorrent's language over HTTP (BEP 3, 7, 23, 31). What a tracker gave to be given back ({@code tracker id}) is given back.
 *
 * <p>A refusal counts as one whatever the status it comes with. Rationale: BEP 3 wants 200, and some send others.
 */
final class HttpSwarm {
    private static final int OK = 200;
    private static final int IDS_MAX = 256;
    private static final long MINUTE_MILLIS = 60_000;

    private final Web web;
    private final boolean isProxied;
    private final Map<String, Bytes> trackerIds = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bytes> eldest) {
            return size() > IDS_MAX;
        }
    });

    HttpSwarm(Web web, boolean isProxied) {
        this.web = web;
        this.isProxied = isProxied;
    }

    Future<SwarmReply> announce(TrackerUrl tracker, SwarmAnnounce announce) {
        String asker = tracker.text() + " " + announce.peerId();
        HttpAnnounce asked = new HttpAnnounce(
                isProxied ? unreachable(announce) : announce,
                PeerModel.COMPACT,
                Bytes.EMPTY,
                trackerIds.getOrDefault(asker, Bytes.EMPTY),
                List.of());
        URI question = URI.create(tracker.text() + (tracker.hasQuery() ? "&" : "?") + HttpQueries.encode(asked));
        return web.call(HttpRequest.GET(question)).compose(HttpSwarm::read).onSuccess(reply -> {
            if (!reply.notes().trackerId().isEmpty()) {
                trackerIds.put(asker, reply.notes().trackerId());
            }
        });
    }

    /** Rationale: the tracker sees the proxy's address, and nobody can call us there. */
    private static SwarmAnnounce unreachable(SwarmAnnounce announce) {
        return new SwarmAnnounce(
                announce.infoHash(), announce.peerId(), 0, announce.progress(), announce.event(), announce.want());
    }

    private static Future<SwarmReply> read(HttpResponse<?> response) {
        boolean isOk = response.code() == OK;
        try {
            return HttpReplyReader.announced(Web.body(response))
                    .fold(
                            reply -> isOk ? Future.succeededFuture(reply) : strange(response.code()),
                            refusal -> Future.failedFuture(silence(refusal)));
        } catch (MalformedException nonsense) {
            return isOk
                    ? Future.failedFuture(new TrackerSilence(
                            "the answer is not that of a BitTorrent tracker: " + nonsense.getMessage()))
                    : strange(response.code());
        }
    }

    private static Future<SwarmReply> strange(int status) {
        return Future.failedFuture(new TrackerSilence("answered with HTTP status " + status
                + ", as no BitTorrent tracker does; one of ours is named without /announce"));
    }

    private static TrackerSilence silence(TrackerRefusal refusal) {
        return new TrackerSilence("refused: " + refusal.reason(), refusal.retryMinutes() * MINUTE_MILLIS);
    }
}
