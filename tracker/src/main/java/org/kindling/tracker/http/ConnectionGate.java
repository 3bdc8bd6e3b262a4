package org.kindling.tracker.http;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.protocol.Bytes;
import org.kindling.tracker.directory.SeenHost;
import org.kindling.tracker.front.CallerAddress;

/**
 * Counts connections, turns away those beyond the limits, and ends those that no request comes from.
 *
 * <p>Only whole requests keep a connection alive. Rationale: a byte now and then would keep it open for ever, and a few
 * thousand such connections would keep everybody else out.
 */
final class ConnectionGate {
    private final Setting setting;
    private final HttpLimits.Connections limits;
    private final Map<HttpConnection, Guest> guests = new LinkedHashMap<>();
    private final Map<Bytes, Integer> perHost = new LinkedHashMap<>();

    ConnectionGate(Setting setting) {
        this.setting = setting;
        this.limits = setting.limits().connections();
    }

    void opened(HttpConnection connection) {
        SeenHost seen = CallerAddress.seen(connection.remoteAddress());
        int ofHost = perHost.getOrDefault(seen.host(), 0);
        boolean isCrowded = ofHost >= limits.perHost() && !seen.isLoopback();
        if (isCrowded || guests.size() >= limits.total()) {
            setting.metrics().refused(Complaint.TOO_MANY_CONNECTIONS.slug());
            connection.close();
            return;
        }
        guests.put(connection, new Guest(seen, setting.now()));
        perHost.put(seen.host(), ofHost + 1);
        setting.metrics().connections(guests.size());
        connection.closeHandler(closed -> closed(connection));
    }

    /** The head of a whole request has arrived. */
    void heard(HttpConnection connection) {
        guests.computeIfPresent(connection, (same, guest) -> new Guest(guest.seen(), setting.now()));
    }

    /** Ends connections that no request came from for too long. */
    void sweep() {
        long heardSinceMillis = setting.now() - setting.limits().requests().idleMillisMax();
        List<HttpConnection> idle = new ArrayList<>();
        guests.forEach((connection, guest) -> {
            if (guest.heardAtMillis() <= heardSinceMillis) {
                idle.add(connection);
            }
        });
        idle.forEach(HttpConnection::close);
    }

    private void closed(HttpConnection connection) {
        Guest guest = guests.remove(connection);
        if (guest != null) {
            perHost.computeIfPresent(
                    guest.seen().host(), (host, count) -> count > 1 ? Integer.valueOf(count - 1) : null);
            setting.metrics().connections(guests.size());
        }
    }

    private record Guest(SeenHost seen, long heardAtMillis) {}
}
