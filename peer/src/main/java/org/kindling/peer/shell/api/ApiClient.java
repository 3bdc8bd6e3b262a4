package org.kindling.peer.shell.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
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
    private static final String FACT = "data: ";
    private static final JsonClient.Whom PEER =
            new JsonClient.Whom("peer", "is it running? 'kindling peer' prints where its API is");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonClient client;

    /**
     * @param base {@code http://host:port}
     * @param token for what changes state; may be empty for reading
     */
    public ApiClient(String base, String token) {
        this.client = new JsonClient(base, token, PEER);
    }

    public String base() {
        return client.base();
    }

    /**
     * Reads one resource, such as {@code /v1/status}.
     *
     * @throws ApiException if the peer answers with a problem
     * @throws IOException if it does not answer
     */
    public JsonNode read(String path) throws IOException {
        return client.read(path);
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
        HttpResponse<byte[]> response =
                client.send(client.request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw client.problem(response.statusCode(), response.body());
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
        return client.change("POST", "/v1/txs", Map.of("transaction", bytes));
    }

    /** Tells the peer something: {@code mine}, {@code stop-mining}, {@code befriend}. */
    public JsonNode instruct(String name, Map<String, String> body) throws IOException {
        return client.change("POST", "/v1/instructions/" + name, body);
    }

    /** Bans a node or a host for so many seconds; when this returns the ban is on that peer's disk. */
    public JsonNode ban(String whom, long seconds, String reason) throws IOException {
        return client.change("POST", "/v1/bans", Map.of("whom", whom, "seconds", seconds, "reason", reason));
    }

    /** Lifts the ban of a node or a host. */
    public JsonNode unban(String whom) throws IOException {
        return client.delete("/v1/bans/" + URLEncoder.encode(whom, UTF_8));
    }

    /**
     * Listens to the event stream until the listener has had enough or the stream ends.
     *
     * @param hasEnough is told every fact as JSON: {@code verb}, {@code level}, {@code fields}
     */
    public void listen(Predicate<JsonNode> hasEnough) throws IOException {
        HttpResponse<Stream<String>> response =
                client.send(client.request("/v1/events").GET().build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw client.problem(
                        response.statusCode(), lines.collect(joining()).getBytes(UTF_8));
            }
            for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
                String line = all.next();
                if (line.startsWith(FACT) && hasEnough.test(JSON.readTree(line.substring(FACT.length())))) {
                    return;
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException("the peer at " + base() + " hung up", e);
        }
    }
}
