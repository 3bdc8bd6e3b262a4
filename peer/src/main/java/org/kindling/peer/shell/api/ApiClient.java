package org.kindling.peer.shell.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.kindling.protocol.ledger.LedgerCodec;
import org.kindling.protocol.ledger.Transaction;

/**
 * A small blocking client of a peer's API, for the command line and for tests.
 *
 * <p>Not for an event loop: every call waits for its answer, ten seconds at most.
 */
public final class ApiClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;
    private final String token;

    /**
     * @param base {@code http://host:port}
     * @param token for what changes state; may be empty for reading
     */
    public ApiClient(String base, String token) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.token = token;
    }

    public String base() {
        return base;
    }

    /**
     * Reads one resource, such as {@code /v1/status}.
     *
     * @throws ApiException if the peer answers with a problem
     * @throws IOException if it does not answer
     */
    public JsonNode read(String path) throws IOException {
        return answer(send(request(path).GET().build()));
    }

    /** The same, empty if there is no such thing there. */
    public Optional<JsonNode> find(String path) throws IOException {
        try {
            return Optional.of(read(path));
        } catch (ApiException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Reads a resource that is not JSON. */
    public byte[] readBytes(String path) throws IOException {
        HttpResponse<byte[]> response = send(request(path).GET().build());
        if (response.statusCode() != 200) {
            throw problem(response);
        }
        return response.body();
    }

    /**
     * Submits a transaction; when this returns it is on that peer's disk and on its way.
     *
     * @throws ApiException with the fault's slug if the peer refuses it
     */
    public JsonNode submit(Transaction transaction) throws IOException {
        String bytes = Base64.getEncoder().encodeToString(LedgerCodec.encode(transaction));
        return change("/v1/txs", Map.of("transaction", bytes));
    }

    /** Tells the peer something: {@code mine}, {@code stop-mining}, {@code befriend}. */
    public JsonNode instruct(String name, Map<String, String> body) throws IOException {
        return change("/v1/instructions/" + name, body);
    }

    private JsonNode change(String path, Map<String, String> body) throws IOException {
        return answer(send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build()));
    }

    /**
     * Listens to the event stream until the listener has had enough or the stream ends.
     *
     * @param hasEnough is told every fact as JSON: {@code verb}, {@code level}, {@code fields}
     */
    public void listen(Predicate<JsonNode> hasEnough) throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "/v1/events")).build();
        try (Stream<String> lines =
                HTTP.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            for (var all = lines.iterator(); all.hasNext(); ) {
                String line = all.next();
                if (line.startsWith("data: ") && hasEnough.test(JSON.readTree(line.substring(6)))) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new IOException(
                    "no peer answers at " + base + "; is it running? 'kindling peer' prints where its API is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + base, e);
        }
    }

    private static JsonNode answer(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw problem(response);
        }
        return JSON.readTree(response.body());
    }

    private static ApiException problem(HttpResponse<byte[]> response) {
        try {
            JsonNode body = JSON.readTree(response.body());
            return new ApiException(
                    response.statusCode(),
                    body.path("fault").asText("unknown"),
                    body.path("detail").asText("no reason given"));
        } catch (JsonProcessingException e) {
            return new ApiException(response.statusCode(), "unknown", "this does not look like a peer's API");
        } catch (IOException e) {
            return new ApiException(response.statusCode(), "unknown", String.valueOf(e.getMessage()));
        }
    }
}
