package org.kindling.peer.shell.tracker;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.exceptions.ContentLengthExceededException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import io.micronaut.http.client.exceptions.ResponseClosedException;
import io.micronaut.http.client.netty.DefaultHttpClient;
import io.vertx.core.Future;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.protocol.announce.AnnounceJson;

/**
 * Calls to trackers over HTTP, in whichever language. Never blocks.
 *
 * <p>An answer of any other kind than the one asked for is as good as none: redirects are not followed, and nothing is unpacked or read
 * beyond {@link AnnounceJson#REPLY_BYTES_MAX}. Rationale: a tracker is a stranger like any other.
 *
 * <p>A connection that was kept open from the question before, and is found closed, is no answer: the question is asked once more (RFC 9112 §9.3.1).
 */
final class Web implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Argument<byte[]> BYTES = Argument.of(byte[].class);

    private final HttpClient client;
    private final WayOut wayOut;

    private Web(HttpClient client, WayOut wayOut) {
        this.client = client;
        this.wayOut = wayOut;
    }

    static Web open(WayOut wayOut) {
        HttpClientConfiguration configuration = new DefaultHttpClientConfiguration();
        configuration.setConnectTimeout(PATIENCE);
        configuration.setReadTimeout(PATIENCE);
        configuration.setFollowRedirects(false);
        configuration.setDecompressionEnabled(false);
        configuration.setMaxContentLength(AnnounceJson.REPLY_BYTES_MAX);
        configuration.setNumOfThreads(1);
        configuration.setShutdownQuietPeriod(Duration.ZERO);
        wayOut.proxy().ifPresent(proxy -> {
            configuration.setProxyType(Proxy.Type.SOCKS);
            configuration.setProxyAddress(InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
        });
        return new Web(DefaultHttpClient.builder().configuration(configuration).build(), wayOut);
    }

    /** @return the answer, of whatever status, or {@link TrackerSilence} within a few seconds */
    Future<HttpResponse<?>> call(HttpRequest<?> request) {
        return once(request)
                .recover(failure ->
                        failure instanceof ResponseClosedException ? once(request) : Future.failedFuture(failure))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(this::answerInDisguise);
    }

    private Future<HttpResponse<?>> once(HttpRequest<?> request) {
        return OneAnswer.of(client.exchange(request, BYTES, BYTES));
    }

    /** The client throws answers of an error status even if told not to. */
    private Future<HttpResponse<?>> answerInDisguise(Throwable failure) {
        return failure instanceof HttpClientResponseException answer
                ? Future.succeededFuture(answer.getResponse())
                : Future.failedFuture(new TrackerSilence(words(failure)));
    }

    private String words(Throwable failure) {
        if (failure instanceof ReadTimeoutException) {
            return "no answer in time";
        }
        if (failure instanceof ContentLengthExceededException) {
            return "the answer is longer than a tracker's can be";
        }
        return wayOut.inWords(failure);
    }

    /** What an answer carries; nothing if that is nothing. */
    static byte[] body(HttpResponse<?> response) {
        return response.getBody(byte[].class).orElse(new byte[0]);
    }

    @Override
    public void close() {
        client.close();
    }
}
