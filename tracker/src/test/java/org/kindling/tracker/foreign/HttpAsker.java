package org.kindling.tracker.foreign;

import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.bittorrent.HttpAnnounce;
import org.kindling.protocol.bittorrent.HttpQueries;
import org.kindling.protocol.bittorrent.HttpReplyReader;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerModel;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmScrape;
import org.kindling.tracker.Web;

/** Asks over HTTP (BEP 3, 23, 48). */
record HttpAsker(String tracker) implements Asker {
    @Override
    public Named announce(Question question) {
        HttpAnnounce announce =
                new HttpAnnounce(question.announce(), PeerModel.COMPACT, Bytes.EMPTY, Bytes.EMPTY, List.of());
        byte[] body =
                Web.get(tracker + "/announce?" + HttpQueries.encode(announce)).body();
        try {
            return HttpReplyReader.announced(body)
                    .fold(
                            reply -> Named.of(
                                    reply.peers(),
                                    question,
                                    reply.counts().complete(),
                                    reply.counts().incomplete()),
                            refusal -> NOBODY);
        } catch (MalformedException e) {
            throw new AssertionError(tracker + " answered what no tracker does", e);
        }
    }

    @Override
    public List<Integer> size(InfoHash swarm) {
        byte[] body = Web.get(tracker + "/scrape?" + HttpQueries.encode(new SwarmScrape(List.of(swarm))))
                .body();
        try {
            SwarmCounts counts = HttpReplyReader.scraped(body)
                    .fold(reply -> reply.counts().get(swarm), refusal -> {
                        throw new AssertionError(tracker + " refuses to be scraped: " + refusal);
                    });
            return List.of(counts.complete(), counts.incomplete());
        } catch (MalformedException e) {
            throw new AssertionError(tracker + " answered what no tracker does", e);
        }
    }
}
