package org.kindling.tracker.foreign;

import java.io.IOException;
import java.util.List;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmScrape;
import org.kindling.protocol.bittorrent.UdpReply;
import org.kindling.protocol.bittorrent.UdpRequest;
import org.kindling.tracker.UdpCaller;

/** Asks over UDP (BEP 15), with one connection id for all questions. */
final class UdpAsker implements Asker, AutoCloseable {
    private final UdpCaller caller;
    private final long connectionId;

    UdpAsker(int port) throws IOException, MalformedException {
        this.caller = new UdpCaller("127.0.0.1", port);
        this.connectionId = caller.connect();
    }

    /** opentracker answers an announce it does not serve with the first 8 bytes of a reply, which is none. */
    @Override
    public Named announce(Question question) {
        try {
            UdpReply reply = caller.announce(connectionId, question.announce());
            return reply instanceof UdpReply.Announced told
                    ? Named.of(told.peers(), question, told.complete(), told.incomplete())
                    : NOBODY;
        } catch (MalformedException stump) {
            return NOBODY;
        } catch (IOException e) {
            throw new AssertionError("no answer to " + question, e);
        }
    }

    @Override
    public List<Integer> size(InfoHash swarm) {
        try {
            UdpRequest.Scrape scrape = new UdpRequest.Scrape(connectionId, 5, new SwarmScrape(List.of(swarm)));
            SwarmCounts counts =
                    ((UdpReply.Scraped) caller.ask(scrape)).counts().get(0);
            return List.of(counts.complete(), counts.incomplete());
        } catch (IOException | MalformedException e) {
            throw new AssertionError("no size of " + swarm, e);
        }
    }

    @Override
    public void close() {
        caller.close();
    }
}
