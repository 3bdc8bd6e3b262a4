package org.kindling.cli.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Announces over HTTP: on connections that are kept, or one connection each. */
final class HttpLoad implements Load, AutoCloseable {
    /** Requests that are asked again and again, in random order. */
    private static final int REQUESTS = 8_192;

    private static final String PATH = "/announce";
    private static final long WAIT_MILLIS = 200;

    private final Selector selector;
    private final InetSocketAddress tracker;
    private final boolean isKept;
    private final List<ByteBuffer> requests = new ArrayList<>();
    private final Random chance = new Random(1);
    private final List<HttpAsker> askers = new ArrayList<>();

    /**
     * @param host as the requests name it, with the port
     * @param peers that announce, in random order
     * @param isKept whether a connection is used again, if the tracker lets us
     */
    HttpLoad(InetSocketAddress tracker, String host, Announces announces, int peers, boolean isKept)
            throws IOException {
        this.selector = Selector.open();
        this.tracker = tracker;
        this.isKept = isKept;
        String more = isKept ? "" : "Connection: close\r\n";
        for (int i = 0; i < REQUESTS; i++) {
            requests.add(announces.request(host, PATH, more, chance.nextInt(peers)));
        }
    }

    @Override
    public void run(long endNanos, LoadTally tally) throws IOException {
        while (askers.size() < AT_ONCE) {
            askers.add(new HttpAsker(selector, tracker, isKept));
        }
        for (HttpAsker asker : askers) {
            asker.ask(drawn());
        }
        while (System.nanoTime() < endNanos) {
            selector.select(key -> step((HttpAsker) key.attachment(), tally), WAIT_MILLIS);
            for (HttpAsker asker : askers) {
                if (asker.isOverdue()) {
                    tally.lost();
                    asker.hangUp();
                    asker.ask(drawn());
                }
            }
        }
        for (HttpAsker asker : askers) {
            asker.hangUp();
        }
    }

    private void step(HttpAsker asker, LoadTally tally) {
        HttpAsker.Outcome outcome = asker.step();
        switch (outcome) {
            case ANSWERED -> tally.answered(asker.tookNanos(), asker.bodyBytes());
            case REFUSED -> tally.refused();
            case BROKEN -> tally.lost();
            case UNDER_WAY -> {
                return;
            }
        }
        asker.ask(drawn());
    }

    private ByteBuffer drawn() {
        return requests.get(chance.nextInt(REQUESTS));
    }

    @Override
    public void close() throws IOException {
        for (HttpAsker asker : askers) {
            asker.hangUp();
        }
        selector.close();
    }
}
