package org.kindling.tracker.gate;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Who is connected: not more than a bound, and nobody for long whom no whole request comes from. One event loop.
 *
 * <p>Only the head of a whole request keeps a connection. Rationale: a byte now and then would keep it open for ever, and a few hundred
 * such connections would keep everybody else out.
 */
public final class Callers {
    /**
     * What connections may cost.
     *
     * @param connectionsMax one more is hung up on
     * @param idleMillis how long after a request the next one may take, and the answer
     * @param sweepMillis how often that is looked at
     */
    public record Limits(int connectionsMax, long idleMillis, long sweepMillis) {
        /** 256 connections, a minute each. */
        public static Limits standard() {
            return new Limits(256, 60_000, 10_000);
        }

        /** The same with another number of connections. */
        public Limits with(int otherConnectionsMax) {
            return new Limits(otherConnectionsMax, idleMillis, sweepMillis);
        }
    }

    private final Limits limits;
    private final LongSupplier clockMillis;
    private final Map<HttpConnection, Long> heardAtMillis = new LinkedHashMap<>();
    private final Set<HttpConnection> listening = new LinkedHashSet<>();

    /** @param clockMillis any clock that only moves forward */
    public Callers(Limits limits, LongSupplier clockMillis) {
        this.limits = limits;
        this.clockMillis = clockMillis;
    }

    /** Somebody has connected. */
    public void opened(HttpConnection connection) {
        if (heardAtMillis.size() >= limits.connectionsMax()) {
            connection.close();
            return;
        }
        heardAtMillis.put(connection, clockMillis.getAsLong());
        connection.closeHandler(closed -> {
            heardAtMillis.remove(connection);
            listening.remove(connection);
        });
    }

    /** The head of a whole request has arrived. */
    public void heard(HttpConnection connection) {
        heardAtMillis.replace(connection, clockMillis.getAsLong());
    }

    /** It only listens from now on, which another bound allows. */
    public void listens(HttpConnection connection) {
        listening.add(connection);
    }

    /** Ends the connections that no request came from for too long. */
    public void sweep() {
        long earliest = clockMillis.getAsLong() - limits.idleMillis();
        List<HttpConnection> idle = new ArrayList<>();
        heardAtMillis.forEach((connection, heardAt) -> {
            if (heardAt < earliest && !listening.contains(connection)) {
                idle.add(connection);
            }
        });
        idle.forEach(HttpConnection::close);
    }
}
