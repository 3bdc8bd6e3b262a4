package org.kindling.tracker;

import java.time.InstantSource;
import org.kindling.protocol.Check;
import org.kindling.tracker.directory.DirectoryLimits;
import org.kindling.tracker.directory.GroupRule;
import org.kindling.tracker.http.HttpLimits;

/**
 * What an operator decides about a tracker.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 means any free one
 * @param directoryLimits how much is remembered, and for how long
 * @param httpLimits how much is served
 * @param groups which addresses are likely to be in the same hands
 * @param clock what time it is
 */
public record TrackerOptions(
        String host,
        int port,
        DirectoryLimits directoryLimits,
        HttpLimits httpLimits,
        GroupRule groups,
        InstantSource clock) {
    public TrackerOptions {
        Check.argument(!host.isBlank(), "no host to listen on");
        Check.argument(port >= 0 && port <= 65_535, "port %s is outside 0..65535", port);
    }

    /** A free port of this machine, unreachable from elsewhere. */
    public static TrackerOptions standard() {
        return new TrackerOptions(
                "127.0.0.1",
                0,
                DirectoryLimits.standard(),
                HttpLimits.standard(),
                GroupRule.byNetwork(),
                InstantSource.system());
    }

    /** The same, listening elsewhere. */
    public TrackerOptions listeningOn(String otherHost, int otherPort) {
        return new TrackerOptions(otherHost, otherPort, directoryLimits, httpLimits, groups, clock);
    }

    /** The same, remembering more or less. */
    public TrackerOptions with(DirectoryLimits other) {
        return new TrackerOptions(host, port, other, httpLimits, groups, clock);
    }

    /** The same, serving more or less. */
    public TrackerOptions with(HttpLimits other) {
        return new TrackerOptions(host, port, directoryLimits, other, groups, clock);
    }

    /** The same, grouping addresses in another way. */
    public TrackerOptions with(GroupRule other) {
        return new TrackerOptions(host, port, directoryLimits, httpLimits, other, clock);
    }

    /** The same, living by another clock. */
    public TrackerOptions with(InstantSource other) {
        return new TrackerOptions(host, port, directoryLimits, httpLimits, groups, other);
    }
}
