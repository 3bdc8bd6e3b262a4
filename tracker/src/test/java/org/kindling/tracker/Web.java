package org.kindling.tracker;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks over a real socket with somebody else's HTTP client; the test fails if there is no answer. */
public final class Web {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Web() {}

    /** GET. */
    public static HttpResponse<byte[]> get(String url) {
        return send("GET", url, "text/plain", new byte[0]);
    }

    static HttpResponse<byte[]> send(String method, String url, String contentType, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .header("Content-Type", contentType)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (IOException broken) {
            throw new AssertionError("no answer to " + method + " " + url, broken);
        } catch (InterruptedException stop) {
            throw new AssertionError("interrupted", stop);
        }
    }
}
