package org.kindling.peer.shell.tracker;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.client.DefaultHttpClientConfiguration;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.HttpClientConfiguration;
import io.micronaut.http.client.exceptions.ContentLengthExceededException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.http.client.exceptions.ReadTimeoutException;
import io.micronaut.http.client.netty.DefaultHttpClient;
import io.vertx.core.Future;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.kindling.peer.shell.net.WayOut;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceJson;
import org.kindling.protocol.announce.AnnounceRefusal;
import org.kindling.protocol.announce.AnnounceReply;

/**
 * Announces to trackers over HTTP ({@code POST /v1/announce}). One client for all peers of a process; never blocks.
 *
 * <p>An answer of any other kind than the one asked for is as good as none: redirects are not followed, and nothing is unpacked or read
 * beyond {@link AnnounceJson#REPLY_BYTES_MAX}. Rationale: a tracker is a stranger like any other.
 */
public final class TrackerClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Argument<byte[]> BYTES = Argument.of(byte[].class);
    private static final int OK = 200;

    private final HttpClient client;
    private final WayOut wayOut;
    private final WaitingTickets tickets = new WaitingTickets();

    private TrackerClient(HttpClient client, WayOut wayOut) {
        this.wayOut = wayOut;
        this.client = client;
    }

    /** @param wayOut how its calls leave this machine */
    public static TrackerClient open(WayOut wayOut) {
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
        return new TrackerClient(
                DefaultHttpClient.builder().configuration(configuration).build(), wayOut);
    }

    /**
     * Tells a tracker of ourselves and asks whom else it knows.
     *
     * @param tracker base URL, as configured or as a capsule named it
     * @return its reply, or {@link TrackerSilence} within a few seconds
     */
    public Future<AnnounceReply> announce(String tracker, Announce announce) {
        URI place;
        try {
            place = place(tracker);
        } catch (TrackerSilence misspelt) {
            return Future.failedFuture(misspelt);
        }
        HttpRequest<byte[]> request = HttpRequest.POST(place, AnnounceJson.encode(tickets.shown(tracker, announce)))
                .contentType(MediaType.APPLICATION_JSON_TYPE)
                .accept(MediaType.APPLICATION_JSON_TYPE, MediaType.of(AnnounceJson.REFUSAL_MEDIA_TYPE));
        return OneAnswer.<HttpResponse<?>>of(client.exchange(request, BYTES, BYTES))
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(this::answerInDisguise)
                .compose(TrackerClient::read)
                .onComplete(answer -> tickets.learn(tracker, announce, answer.cause()));
    }

    /** The client throws answers of an error status even if told not to. */
    private Future<HttpResponse<?>> answerInDisguise(Throwable failure) {
        return failure instanceof HttpClientResponseException answer
                ? Future.succeededFuture(answer.getResponse())
                : Future.failedFuture(new TrackerSilence(words(failure)));
    }

    private static URI place(String tracker) throws TrackerSilence {
        try {
            URI base = new URI(tracker.endsWith("/") ? tracker : tracker + "/");
            boolean isHttp = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
            if (!isHttp || base.getHost() == null || base.getQuery() != null || base.getFragment() != null) {
                throw new TrackerSilence("not the address of a tracker; one looks like http://tracker.example:7070");
            }
            return base.resolve("v1/announce");
        } catch (URISyntaxException misspelt) {
            throw new TrackerSilence("not the address of a tracker: " + misspelt.getReason());
        }
    }

    private static Future<AnnounceReply> read(HttpResponse<?> response) {
        byte[] body = response.getBody(byte[].class).orElse(new byte[0]);
        try {
            if (response.code() == OK) {
                return Future.succeededFuture(AnnounceJson.reply(body));
            }
            return Future.failedFuture(refusal(response.code(), body));
        } catch (MalformedException nonsense) {
            return Future.failedFuture(
                    new TrackerSilence("the answer is not that of a tracker: " + nonsense.getMessage()));
        }
    }

    private static TrackerSilence refusal(int status, byte[] body) {
        try {
            AnnounceRefusal refusal = AnnounceJson.refusal(body);
            return new TrackerSilence("refused, " + refusal.reason() + ": " + refusal.detail(), refusal.ticket());
        } catch (MalformedException notOurs) {
            return new TrackerSilence("answered with HTTP status " + status + ", as no tracker does");
        }
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

    @Override
    public void close() {
        client.close();
    }
}
