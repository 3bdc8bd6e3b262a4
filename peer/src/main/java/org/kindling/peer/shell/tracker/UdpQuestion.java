package org.kindling.peer.shell.tracker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.kindling.peer.shell.net.FailureWords;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.bittorrent.UdpReplies;
import org.kindling.protocol.bittorrent.UdpReply;
import org.kindling.protocol.bittorrent.UdpRequest;
import org.kindling.protocol.bittorrent.UdpRequests;
import org.kindling.protocol.identity.Endpoint;

/**
 * One announce to one address of a tracker over UDP (BEP 15): a connection id first, unless one is at hand, then the announce.
 *
 * <p>What is not answered is sent again after 15 · 2<sup>n</sup> seconds, as BEP 15 has it, but n ends at 1, where BEP 15's ends at 8 and an hour. Rationale:
 * after that the peer counts the tracker as silent, and asks again at a pace of its own.
 */
final class UdpQuestion {
    private static final int STUMP_BYTES = 8;
    private static final int ANNOUNCED = 1;

    private final Vertx vertx;
    private final Patience patience;
    private final UdpPort port;
    private final Endpoint tracker;
    private final Word word;
    private final Promise<SwarmReply> answer = Promise.promise();
    private int transactionId;
    private long giveUp;
    private long retransmission;
    private int transmissions;
    private boolean isConnecting;
    private boolean hasConnected;

    /**
     * How long an answer may take.
     *
     * @param firstMillis until what was sent is sent again; twice as long the next time
     * @param wholeMillis until the tracker counts as silent
     */
    record Patience(long firstMillis, long wholeMillis) {
        static Patience standard() {
            return new Patience(15_000, 45_000);
        }
    }

    /**
     * What is said, whoever hears it.
     *
     * @param key by which the tracker knows us again
     * @param pathAndQuery of its URL (BEP 41)
     */
    record Word(SwarmAnnounce announce, int key, String pathAndQuery) {
        UdpRequest.Announce request(long connectionId, int transactionId) {
            byte[] url = pathAndQuery.getBytes(StandardCharsets.US_ASCII);
            Bytes urlData = Bytes.wrap(url).slice(0, Math.min(url.length, UdpRequest.Announce.URL_BYTES_MAX));
            return new UdpRequest.Announce(connectionId, transactionId, announce, key, urlData);
        }
    }

    UdpQuestion(Vertx vertx, Patience patience, UdpPort port, Endpoint tracker, Word word) {
        this.vertx = vertx;
        this.patience = patience;
        this.port = port;
        this.tracker = tracker;
        this.word = word;
    }

    Endpoint tracker() {
        return tracker;
    }

    Future<SwarmReply> ask() {
        Optional<Integer> opened = port.open(this);
        if (opened.isEmpty()) {
            return Future.failedFuture(new TrackerSilence("too many trackers are being asked at once"));
        }
        transactionId = opened.get();
        giveUp = vertx.setTimer(patience.wholeMillis(), late -> fail("no answer in time"));
        answer.future().onComplete(over -> {
            vertx.cancelTimer(giveUp);
            vertx.cancelTimer(retransmission);
            port.close(transactionId);
        });
        transmit();
        return answer.future();
    }

    private void transmit() {
        Optional<Long> connectionId = port.connection(tracker);
        isConnecting = connectionId.isEmpty();
        UdpRequest request = connectionId
                .<UdpRequest>map(id -> word.request(id, transactionId))
                .orElseGet(() -> new UdpRequest.Connect(transactionId));
        vertx.cancelTimer(retransmission);
        retransmission = vertx.setTimer(patience.firstMillis() << transmissions, late -> transmitAgain());
        port.send(UdpRequests.encode(request), tracker).onFailure(failure -> fail(FailureWords.of(failure)));
    }

    /** From the beginning: a tracker that has been restarted may not even say that it does not know our connection id. */
    private void transmitAgain() {
        transmissions++;
        port.forget(tracker);
        transmit();
    }

    private void fail(String reason) {
        answer.tryFail(new TrackerSilence(reason));
    }

    /** A datagram with our transaction id has come from there. */
    void heard(byte[] datagram) {
        if (datagram.length == STUMP_BYTES && ByteBuffer.wrap(datagram).getInt() == ANNOUNCED) {
            fail("refused: it answers without a word, as opentracker does of networks that it does not serve");
            return;
        }
        try {
            UdpReplies.read(datagram, port.family()).fold(new Hearing());
        } catch (MalformedException nonsense) {
            fail("the answer is not that of a BitTorrent tracker: " + nonsense.getMessage());
        }
    }

    /** What to make of each kind of reply. */
    private final class Hearing implements UdpReply.Cases<UdpQuestion> {
        @Override
        public UdpQuestion connected(UdpReply.Connected connected) {
            if (isConnecting) {
                hasConnected = true;
                transmissions = 0;
                port.connected(tracker, connected.connectionId());
                transmit();
            }
            return UdpQuestion.this;
        }

        @Override
        public UdpQuestion announced(UdpReply.Announced announced) {
            answer.tryComplete(new SwarmReply(
                    announced.intervalSeconds(),
                    0,
                    new SwarmCounts(announced.complete(), announced.incomplete(), SwarmCounts.UNSAID),
                    announced.peers(),
                    SwarmReply.Notes.NONE));
            return UdpQuestion.this;
        }

        /** Nobody asked for that. */
        @Override
        public UdpQuestion scraped(UdpReply.Scraped scraped) {
            return UdpQuestion.this;
        }

        /** A connection id from before may be what it does not like. */
        @Override
        public UdpQuestion refused(UdpReply.Refused refused) {
            if (isConnecting || hasConnected) {
                fail("refused: " + refused.reason());
            } else {
                hasConnected = true;
                port.forget(tracker);
                transmit();
            }
            return UdpQuestion.this;
        }
    }
}
