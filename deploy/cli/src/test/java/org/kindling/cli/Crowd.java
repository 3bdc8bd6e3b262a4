package org.kindling.cli;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * Many who announce, each with a key of its own, at the pace that the tracker asks for; whoever gets no answer comes again after the usual interval and
 * not sooner.
 */
final class Crowd implements AutoCloseable {
    static final long INTERVAL_MILLIS = 60_000;
    private static final NetworkId NETWORK = new NetworkId(Hash.sha256(new byte[] {5}));

    private final URI place;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(clock)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final SplittableRandom chance = new SplittableRandom(19);
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    Crowd(String tracker) {
        this.place = URI.create(tracker + "/v1/announce");
    }

    /** Announces for the first time, spread evenly over so long. */
    void come(int peers, long withinMillis) {
        for (int i = 0; i < peers; i++) {
            byte[] announce = announce(i);
            clock.schedule(() -> announce(announce), i * withinMillis / peers, TimeUnit.MILLISECONDS);
        }
    }

    long answered() {
        return answered.get();
    }

    long unanswered() {
        return unanswered.get();
    }

    private void announce(byte[] announce) {
        HttpRequest request = HttpRequest.newBuilder(place)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", AnnounceJson.MEDIA_TYPE)
                .POST(BodyPublishers.ofByteArray(announce))
                .build();
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).whenComplete((answer, failure) -> {
            if (!clock.isShutdown()) {
                clock.schedule(() -> announce(announce), pauseMillis(answer), TimeUnit.MILLISECONDS);
            }
        });
    }

    private long pauseMillis(HttpResponse<byte[]> answer) {
        if (answer != null && answer.statusCode() == 200) {
            try {
                long interval = AnnounceJson.reply(answer.body()).intervalMillis();
                answered.incrementAndGet();
                return interval;
            } catch (MalformedException noReply) {
                unanswered.incrementAndGet();
                return INTERVAL_MILLIS;
            }
        }
        unanswered.incrementAndGet();
        synchronized (chance) {
            return INTERVAL_MILLIS * (90 + chance.nextInt(21)) / 100;
        }
    }

    /** Of a record that names an address nobody dials back. */
    private static byte[] announce(int number) {
        byte[] seed = ByteBuffer.allocate(8).putInt(0x43726f77).putInt(number).array();
        KeyPair key = KeyPair.fromSeed(Hash.sha256(seed).bytes());
        PeerRecord record = new PeerRecord.Content(
                        NETWORK,
                        key.publicKey(),
                        1,
                        List.of(new Endpoint("198.51.100.1", 7_000)),
                        List.of(),
                        0,
                        System.currentTimeMillis() + 3_600_000)
                .sign(key);
        return AnnounceJson.encode(new Announce(NETWORK, record, Announce.Occasion.REGULAR, 32));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
