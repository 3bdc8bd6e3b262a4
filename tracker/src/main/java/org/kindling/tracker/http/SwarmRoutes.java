package org.kindling.tracker.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.TreeMap;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.Printable;
import org.kindling.protocol.bittorrent.HttpAnnounce;
import org.kindling.protocol.bittorrent.HttpQueries;
import org.kindling.protocol.bittorrent.HttpReplies;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerModel;
import org.kindling.protocol.bittorrent.ScrapeReply;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.bittorrent.SwarmScrape;
import org.kindling.protocol.bittorrent.TrackerRefusal;
import org.kindling.tracker.directory.Refusal;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.directory.SwarmAnswer;
import org.kindling.tracker.directory.SwarmAsk;
import org.kindling.tracker.front.CallerAddress;
import org.kindling.tracker.front.TokenBuckets;
import org.kindling.tracker.front.TrackerMetrics.Carrier;

/**
 * {@code GET /announce} and {@code GET /scrape}, as any BitTorrent client asks them (BEP 3, 7, 23, 24, 31, 48).
 *
 * <p>Refusals too come as bencode and with status 200. Rationale: many clients read no body that comes with another status, and would tell their users
 * a number instead of the reason.
 */
final class SwarmRoutes {
    /** The shortest that BEP 31 can say. */
    private static final int MINUTE = 1;

    private static final SwarmCounts NOBODY = new SwarmCounts(0, 0, 0);

    private final Setting setting;
    private final TokenBuckets buckets;
    private final Reply reply;

    SwarmRoutes(Setting setting) {
        this.setting = setting;
        this.buckets = new TokenBuckets(setting.limits().swarmRate());
        this.reply = new Reply(setting.metrics());
    }

    void announce(HttpServerRequest request) {
        answer(request, (query, seen) -> {
            HttpAnnounce asked = HttpQueries.announce(query);
            setting.metrics().swarmAnnounced(Carrier.HTTP, asked.announce().peerId(), setting.now());
            boolean isNamingIds = asked.model() == PeerModel.DICTIONARIES;
            SwarmAsk ask = new SwarmAsk(asked.announce(), seen, SwarmAsk.Reach.BOTH, isNamingIds);
            return encode(setting.directory().announce(ask, setting.now()), asked.model(), seen);
        });
    }

    void scrape(HttpServerRequest request) {
        answer(request, (query, seen) -> {
            SwarmScrape scrape = HttpQueries.scrape(query);
            setting.metrics().scraped(Carrier.HTTP);
            return encode(scrape, setting.directory().scrape(scrape, setting.now()));
        });
    }

    /** Makes of a query that nobody has decoded yet an answer in bencode. */
    private interface Answering {
        byte[] to(String query, SeenHost seen) throws MalformedException;
    }

    private void answer(HttpServerRequest request, Answering answering) {
        SeenHost seen = CallerAddress.seen(request.remoteAddress());
        byte[] body;
        if (buckets.admits(seen, setting.now())) {
            try {
                String query = request.query();
                body = answering.to(query == null ? "" : query, seen);
            } catch (MalformedException malformed) {
                String reason =
                        Printable.of(String.valueOf(malformed.getMessage()), TrackerRefusal.REASON_CHARACTERS_MAX);
                body = refusal(Complaint.MALFORMED.slug(), new TrackerRefusal(reason));
            }
        } else {
            body = refusal(Complaint.TOO_FAST.slug(), new TrackerRefusal(Complaint.TOO_FAST.text(), MINUTE));
        }
        reply.send(request, HttpReplies.MEDIA_TYPE, Buffer.buffer(body));
    }

    private byte[] encode(SwarmAnswer answer, PeerModel model, SeenHost seen) {
        return answer.fold(new SwarmAnswer.Cases<>() {
            @Override
            public byte[] introduction(SwarmAnswer.Introduction told) {
                SwarmReply.Notes notes = new SwarmReply.Notes(
                        seen.ip().bytes(), SwarmReply.Notes.NONE.trackerId(), SwarmReply.Notes.NONE.warning());
                SwarmReply swarm = new SwarmReply(
                        told.intervalSeconds(), told.minIntervalSeconds(), told.counts(), told.peers(), notes);
                return HttpReplies.encode(swarm, model);
            }

            @Override
            public byte[] refused(SwarmAnswer.Refused refused) {
                Refusal reason = refused.reason();
                int minutes = reason == Refusal.SWARM_NOT_SERVED ? TrackerRefusal.NEVER : TrackerRefusal.UNSAID;
                return refusal(reason.slug(), new TrackerRefusal(reason.text(), minutes));
            }
        });
    }

    /** Of what nobody is in nothing is said, as BEP 48 has it. */
    private static byte[] encode(SwarmScrape scrape, List<SwarmCounts> counts) {
        TreeMap<InfoHash, SwarmCounts> known = new TreeMap<>();
        for (int i = 0; i < counts.size(); i++) {
            if (!counts.get(i).equals(NOBODY)) {
                known.put(scrape.infoHashes().get(i), counts.get(i));
            }
        }
        return HttpReplies.encode(new ScrapeReply(known, 0));
    }

    private byte[] refusal(String slug, TrackerRefusal refusal) {
        setting.metrics().refused(slug);
        return HttpReplies.encode(refusal);
    }
}
