package org.kindling.peer.shell.net;

/**
 * What a peer's sockets may cost it.
 *
 * @param handshakeMillis how long a stranger may take to prove its key
 * @param strangersMax connections at once whose key is not proven; one more costs the oldest its place
 * @param acceptsPerSecond with its burst how many connections are looked at at all
 * @param hostAcceptsPerSecond the same for one address, counted first, so that one host does not keep all others out
 * @param hostsMax addresses that are counted; the one heard of longest ago makes room
 * @param sendQueueBytesMax what waits to be sent on one link; a reader slower than that is closed
 * @param stallMillis how long something may wait without a byte being taken
 * @param farewellMillis how long closing waits for the last words to be sent
 * @param annexMax callers at once that speak HTTP and are passed on to a server of this machine; one more is refused
 */
public record NetLimits(
        long handshakeMillis,
        int strangersMax,
        int acceptsPerSecond,
        int acceptsBurst,
        int hostAcceptsPerSecond,
        int hostAcceptsBurst,
        int hostsMax,
        long sendQueueBytesMax,
        long stallMillis,
        long farewellMillis,
        int annexMax) {
    public static NetLimits standard() {
        return new NetLimits(10_000, 32, 100, 200, 5, 20, 4_096, 8L << 20, 20_000, 3_000, 64);
    }
}
