package org.kindling.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    private static final int CALLERS = 16;
    private static final NetworkId NETWORK = new NetworkId(Hash.sha256(new byte[] {5}));

    private final URI place;
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
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
            later(announce(i), i * withinMillis / peers);
        }
    }

    long answered() {
        return answered.get();
    }

    long unanswered() {
        return unanswered.get();
    }

    private void later(byte[] announce, long millis) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, callers)
                .execute(() -> later(announce, intervalMillis(announce).orElseGet(this::usualMillis)));
    }

    /** When to come again, if the tracker answers. */
    private Optional<Long> intervalMillis(byte[] announce) {
        HttpRequest request = HttpRequest.newBuilder(place)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", AnnounceJson.MEDIA_TYPE)
                .POST(BodyPublishers.ofByteArray(announce))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 200) {
                answered.incrementAndGet();
                return Optional.of(AnnounceJson.reply(answer.body()).intervalMillis());
            }
        } catch (IOException nobodyThere) {
            return Optional.empty();
        } catch (MalformedException noReply) {
            throw new AssertionError("no reply", noReply);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private long usualMillis() {
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
        callers.shutdownNow();
    }
}
