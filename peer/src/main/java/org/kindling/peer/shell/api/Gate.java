package org.kindling.peer.shell.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and who may change something.
 *
 * <p>The Host header must name this machine. Rationale: a page whose name was rebound to loopback still sends its own name.
 * <p>What changes state needs the token, comes as JSON and without an Origin. Rationale: no page in a browser can send that to us.
 * <p>A wrong token is answered late, and ever later. Rationale: guessing must not be worth the time.
 */
final class Gate {
    private static final String BEARER = "Bearer ";
    private static final long DELAY_MILLIS_MIN = 250;
    private static final long DELAY_MILLIS_MAX = 8_000;

    private final Vertx vertx;
    private final byte[] token;
    private final Set<String> hosts = new LinkedHashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    private long delayMillis = DELAY_MILLIS_MIN;

    Gate(Vertx vertx, ApiOptions options) {
        this.vertx = vertx;
        this.token = options.token().getBytes(StandardCharsets.US_ASCII);
        hosts.add(options.host().toLowerCase(Locale.ROOT));
        options.hostNames().forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
    }

    /** Lets a request pass that is addressed to us. */
    void admit(RoutingContext context) {
        String host = context.request().getHeader("Host");
        if (host == null || !hosts.contains(hostName(host))) {
            new Problem(
                            421,
                            "misdirected",
                            "This is not the host you asked for",
                            "the Host header names '" + printable(host) + "'; this API answers on "
                                    + String.join(", ", hosts))
                    .answer(context);
            return;
        }
        context.next();
    }

    private static String hostName(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']');
        return (hasPort ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    private static String printable(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[^ -~]", "?").substring(0, Math.min(80, text.length()));
    }

    /** Lets a request pass that may change something. */
    void admitChange(RoutingContext context) {
        HttpServerRequest request = context.request();
        String type = request.getHeader("Content-Type");
        if (request.getHeader("Origin") != null) {
            new Problem(
                            403,
                            "origin",
                            "Not from a page",
                            "requests that change something must not come from a web page")
                    .answer(context);
        } else if (!isAuthorised(request.getHeader("Authorization"))) {
            vertx.setTimer(
                    nextDelayMillis(),
                    timer -> new Problem(
                                    401,
                                    "token",
                                    "The token is missing or wrong",
                                    "send 'Authorization: Bearer …' with the content of the file api.token in the peer's data directory")
                            .answer(context));
        } else if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            new Problem(415, "content-type", "JSON is needed", "send 'Content-Type: application/json'").answer(context);
        } else {
            delayMillis = DELAY_MILLIS_MIN;
            context.next();
        }
    }

    private boolean isAuthorised(@Nullable String header) {
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).strip().getBytes(StandardCharsets.US_ASCII), token);
    }

    private long nextDelayMillis() {
        long delay = delayMillis;
        delayMillis = Math.min(DELAY_MILLIS_MAX, delayMillis * 2);
        return delay;
    }
}
