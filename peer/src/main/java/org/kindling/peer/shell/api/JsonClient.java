package org.kindling.peer.shell.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;

/**
 * Asks an HTTP interface that speaks JSON and refuses with problem documents, as a peer's API and that of a tracker's operator do.
 *
 * <p>Not for an event loop: every call waits for its answer, ten seconds at most.
 */
public final class JsonClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String base;
    private final String token;
    private final Whom whom;

    /**
     * Who is asked, in words.
     *
     * @param noun such as {@code peer}
     * @param hint where to look if nobody answers
     */
    public record Whom(String noun, String hint) {}

    /**
     * @param base {@code http://host:port}
     * @param token for what needs it; may be empty
     */
    public JsonClient(String base, String token, Whom whom) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        this.token = token;
        this.whom = whom;
    }

    /** Where it is, without a slash at the end. */
    public String base() {
        return base;
    }

    /**
     * Reads one resource, showing no token.
     *
     * @throws ApiException if the answer is a problem
     * @throws IOException if there is no answer
     */
    public JsonNode read(String path) throws IOException {
        return answer(send(request(path).GET().build(), BodyHandlers.ofByteArray()));
    }

    /** The same with the token. */
    public JsonNode readAsOwner(String path) throws IOException {
        return answer(send(authorised(path).GET().build(), BodyHandlers.ofByteArray()));
    }

    /** Asks for a change, with the token and this as JSON. */
    public JsonNode change(String method, String path, Map<String, ?> body) throws IOException {
        HttpRequest request = authorised(path)
                .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return answer(send(request, BodyHandlers.ofByteArray()));
    }

    /** Asks for something to be taken away, with the token. */
    public JsonNode delete(String path) throws IOException {
        return answer(send(authorised(path).DELETE().build(), BodyHandlers.ofByteArray()));
    }

    private HttpRequest.Builder authorised(String path) throws IOException {
        return request(path).header("Authorization", "Bearer " + token).header("Content-Type", "application/json");
    }

    HttpRequest.Builder request(String path) throws IOException {
        try {
            return HttpRequest.newBuilder(new URI(base + path)).timeout(TIMEOUT);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("'" + base + "' is not where an API can be; name it as http://host:port", e);
        }
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return HTTP.send(request, body);
        } catch (HttpTimeoutException e) {
            throw new IOException("the " + whom.noun() + " at " + base + " does not answer in time; it may be busy", e);
        } catch (ConnectException e) {
            throw new IOException("no " + whom.noun() + " answers at " + base + "; " + whom.hint(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + base, e);
        }
    }

    private JsonNode answer(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw problem(response.statusCode(), response.body());
        }
        return JSON.readTree(response.body());
    }

    ApiException problem(int status, byte[] content) {
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

    private ApiException unknown(int status) {
        return new ApiException(
                status,
                "unknown",
                "HTTP status " + status + " from what does not look like a " + whom.noun() + "'s API");
    }
}
