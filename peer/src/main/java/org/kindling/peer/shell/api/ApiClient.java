package org.kindling.peer.shell.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
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
    private static final String FACT = "data: ";
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
        return answer(send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray()));
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
        HttpResponse<byte[]> response = send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw problem(response.statusCode(), response.body());
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

    /** Bans a node or a host for so many seconds; when this returns the ban is on that peer's disk. */
    public JsonNode ban(String whom, long seconds, String reason) throws IOException {
        return change("/v1/bans", Map.of("whom", whom, "seconds", seconds, "reason", reason));
    }

    /** Lifts the ban of a node or a host. */
    public JsonNode unban(String whom) throws IOException {
        String path = "/v1/bans/" + URLEncoder.encode(whom, UTF_8);
        return answer(send(authorised(path).DELETE().build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    private HttpRequest.Builder authorised(String path) throws IOException {
        return request(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json");
    }

    private JsonNode change(String path, Map<String, ?> body) throws IOException {
        HttpRequest request = authorised(path)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return answer(send(request, HttpResponse.BodyHandlers.ofByteArray()));
    }

    /**
     * Listens to the event stream until the listener has had enough or the stream ends.
     *
     * @param hasEnough is told every fact as JSON: {@code verb}, {@code level}, {@code fields}
     */
    public void listen(Predicate<JsonNode> hasEnough) throws IOException {
        HttpResponse<Stream<String>> response =
                send(request("/v1/events").GET().build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw problem(response.statusCode(), lines.collect(joining()).getBytes(UTF_8));
            }
            for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
                String line = all.next();
                if (line.startsWith(FACT) && hasEnough.test(JSON.readTree(line.substring(FACT.length())))) {
                    return;
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException("the peer at " + base + " hung up", e);
        }
    }

    private HttpRequest.Builder request(String path) throws IOException {
        try {
            return HttpRequest.newBuilder(new URI(base + path)).timeout(TIMEOUT);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("'" + base + "' is not where an API can be; name it as http://host:port", e);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return HTTP.send(request, body);
        } catch (HttpTimeoutException e) {
            throw new IOException("the peer at " + base + " does not answer in time; it may be busy", e);
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
            throw problem(response.statusCode(), response.body());
        }
        return JSON.readTree(response.body());
    }

    private static ApiException problem(int status, byte[] content) {
        try {
            JsonNode body = JSON.readTree(content);
            if (body.hasNonNull("fault")) {
                return new ApiException(
                        status, body.path("fault").asText(), body.path("detail").asText());
            }
        } catch (IOException notJson) {
            return unknown(status);
        }
        return unknown(status);
    }

    private static ApiException unknown(int status) {
        return new ApiException(
                status, "unknown", "HTTP status " + status + " from what does not look like a peer's API");
    }
}
