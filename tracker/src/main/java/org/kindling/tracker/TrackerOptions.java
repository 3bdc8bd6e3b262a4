package org.kindling.tracker;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.KeyPair;
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
 * @param key what answers are signed with; kept over restarts by whoever wants to be known again
 */
public record TrackerOptions(
        String host,
        int port,
        DirectoryLimits directoryLimits,
        HttpLimits httpLimits,
        GroupRule groups,
        InstantSource clock,
        KeyPair key) {
    public TrackerOptions {
        Check.argument(!host.isBlank(), "no host to listen on");
        Check.argument(port >= 0 && port <= 65_535, "port %s is outside 0..65535", port);
    }

    /** A free port of this machine, unreachable from elsewhere, with a key that nobody has seen before. */
    public static TrackerOptions standard() {
        return new TrackerOptions(
                "127.0.0.1",
                0,
                DirectoryLimits.standard(),
                HttpLimits.standard(),
                GroupRule.byNetwork(),
                InstantSource.system(),
                KeyPair.generate(new SecureRandom()));
    }

    /** The same, listening elsewhere. */
    public TrackerOptions listeningOn(String otherHost, int otherPort) {
        return new TrackerOptions(otherHost, otherPort, directoryLimits, httpLimits, groups, clock, key);
    }

    /** The same, remembering more or less. */
    public TrackerOptions with(DirectoryLimits other) {
        return new TrackerOptions(host, port, other, httpLimits, groups, clock, key);
    }

    /** The same, serving more or less. */
    public TrackerOptions with(HttpLimits other) {
        return new TrackerOptions(host, port, directoryLimits, other, groups, clock, key);
    }

    /** The same, grouping addresses in another way. */
    public TrackerOptions with(GroupRule other) {
        return new TrackerOptions(host, port, directoryLimits, httpLimits, other, clock, key);
    }

    /** The same, living by another clock. */
    public TrackerOptions with(InstantSource other) {
        return new TrackerOptions(host, port, directoryLimits, httpLimits, groups, other, key);
    }

    /** The same, signing with this key. */
    public TrackerOptions with(KeyPair other) {
        return new TrackerOptions(host, port, directoryLimits, httpLimits, groups, clock, other);
    }
}
