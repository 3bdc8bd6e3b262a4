package org.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kindling.tracker.FreePort;
import org.kindling.tracker.Patience;

/** A tracker that is killed and comes back with nothing, under the announces of ten thousand. */
@Tag("long")
final class TrackerComesBackIT {
    private static final int PEERS = 10_000;
    private static final int NEARLY_ALL = PEERS * 95 / 100;
    private static final long PATIENCE_MILLIS = Crowd.INTERVAL_MILLIS * 12 / 10;

    @TempDir
    private Path folder;

    @Test
    void nearlyAllAreRegisteredAgainWithinAnIntervalAndAFifth() throws Exception {
        Kindling first = start(FreePort.take());
        String url = first.ready().path("tracker").asText();
        try (Crowd crowd = new Crowd(url)) {
            crowd.come(PEERS, Crowd.INTERVAL_MILLIS);
            Patience.until("ten thousand are registered", () -> peers(url) >= PEERS);

            first.kill();
            try (Kindling second = start(URI.create(url).getPort())) {
                second.ready();
                long startNanos = System.nanoTime();
                int anew = peers(url);
                Patience.until("nearly all are registered again", () -> peers(url) >= NEARLY_ALL);
                long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);

                System.out.printf(
                        "restart: %d of %d registered again after %d ms; %d announces answered, %d not%n",
                        peers(url), PEERS, tookMillis, crowd.answered(), crowd.unanswered());
                assertThat(anew).isLessThan(NEARLY_ALL);
                assertThat(crowd.unanswered()).isPositive();
                assertThat(tookMillis).isLessThan(PATIENCE_MILLIS);
            }
        } finally {
            first.close();
        }
    }

    private Kindling start(int port) throws IOException {
        return Kindling.start(folder, "tracker", "--listen", "127.0.0.1:" + port, "--json");
    }

    private static int peers(String url) throws IOException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url + "/v1/networks")).build();
            String body = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            return new ObjectMapper().readTree(body).path("peers").asInt();
        } catch (InterruptedException stop) {
            throw new IOException("interrupted", stop);
        }
    }
}
