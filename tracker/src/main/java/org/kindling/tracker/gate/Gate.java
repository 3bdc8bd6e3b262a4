package org.kindling.tracker.gate;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask, and who may change something.
 *
 * <p>The Host header must be an address this connection came in at, or a name the operator gave. Rationale: a page whose name was
 * rebound to loopback still sends its own name.
 * <p>No other page may ask anything. Rationale: browsers let any page knock at loopback; ours is the only one that has business here.
 * <p>What changes state needs the token and comes as JSON and from no page at all. Rationale: no page in a browser can send that.
 * <p>A wrong token is answered late, and ever later ({@link WrongGuesses}); the right one never waits. Rationale: 256 bits are not
 * guessed, so what a guesser could do is keep the owner out.
 */
public final class Gate {
    private static final String BEARER = "Bearer ";
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]]+)(:[0-9]{1,5})?");
    private static final Pattern JSON = Pattern.compile("application/json *(;.*)?", Pattern.CASE_INSENSITIVE);

    private final Vertx vertx;
    private final LongSupplier clockMillis;
    private final byte[] token;
    private final String tokenPlace;
    private final Set<String> hosts;
    private final WrongGuesses guesses = new WrongGuesses();

    /**
     * @param names by which it may be called
     * @param token what its owner holds
     * @param tokenPlace where the owner finds it, in words
     */
    public Gate(Vertx vertx, HostNames names, String token, String tokenPlace) {
        this.vertx = vertx;
        this.clockMillis = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.tokenPlace = tokenPlace;
        this.hosts = names.known();
    }

    /** Lets a request pass that is addressed to us, and tells browsers to keep the answer from everybody else. */
    public void admit(RoutingContext context) {
        MultiMap headers = context.request().headers();
        seclude(context.response());
        List<String> named = headers.getAll("Host");
        String host = named.size() == 1 ? named.get(0).toLowerCase(Locale.ROOT) : "";
        if (!isOurs(host, context.request().localAddress())) {
            misdirected(host).answer(context);
        } else if (headers.contains("Origin") && !("http://" + host).equalsIgnoreCase(headers.get("Origin"))) {
            strange().answer(context);
        } else {
            context.next();
        }
    }

    private static void seclude(HttpServerResponse response) {
        response.putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Referrer-Policy", "no-referrer");
    }

    private boolean isOurs(String host, SocketAddress cameInAt) {
        Matcher parts = HOST.matcher(host);
        if (!parts.matches()) {
            return false;
        }
        String name = parts.group(1);
        return hosts.contains(name) || name.equals(HostNames.bracketed(String.valueOf(cameInAt.hostAddress())));
    }

    private Problem misdirected(String host) {
        String detail = "the Host header names '" + Problem.printable(host) + "'; this API answers on "
                + String.join(", ", hosts);
        return new Problem(421, "misdirected", "This is not the host you asked for", detail);
    }

    private static Problem strange() {
        return new Problem(403, "origin", "Not from a page", "this API answers to no web page but its own");
    }

    /** Lets a request of the owner's pass that may change something. */
    public void admitChange(RoutingContext context) {
        if (isOwners(context)) {
            String type = context.request().getHeader("Content-Type");
            if (type == null || !JSON.matcher(type).matches()) {
                new Problem(415, "content-type", "JSON is needed", "send 'Content-Type: application/json'")
                        .answer(context);
            } else {
                context.next();
            }
        }
    }

    /** Lets a request of the owner's pass. */
    public void admitOwner(RoutingContext context) {
        if (isOwners(context)) {
            context.next();
        }
    }

    /** Whether the token came with it, and from no page; if not, it is or will be answered. */
    private boolean isOwners(RoutingContext context) {
        HttpServerRequest request = context.request();
        String guess = request.getHeader("Authorization");
        if (request.headers().contains("Origin")) {
            strange().answer(context);
        } else if (guess == null) {
            unauthorised(context);
        } else if (isToken(guess)) {
            guesses.forgive();
            return true;
        } else {
            delay(context);
        }
        return false;
    }

    private void delay(RoutingContext context) {
        if (guesses.isFull()) {
            context.response().putHeader("Retry-After", "60");
            new Problem(429, "guesses", "Too many wrong tokens", "wait a minute, then send the right one")
                    .answer(context);
            return;
        }
        vertx.setTimer(guesses.add(clockMillis.getAsLong()), timer -> {
            guesses.answered();
            unauthorised(context);
        });
    }

    private void unauthorised(RoutingContext context) {
        if (!context.response().closed()) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        new Problem(
                        401,
                        "token",
                        "The token is missing or wrong",
                        "send 'Authorization: Bearer ...' with the content of " + tokenPlace)
                .answer(context);
    }

    private boolean isToken(@Nullable String header) {
        return header != null
                && header.startsWith(BEARER)
                && MessageDigest.isEqual(
                        header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8), token);
    }
}
