package org.kindling.tracker;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.tracker.cluster.ClusterOptions;
import org.kindling.tracker.directory.DirectoryLimits;
import org.kindling.tracker.directory.GroupRule;
import org.kindling.tracker.directory.ServedNetworks;
import org.kindling.tracker.http.Doorway;
import org.kindling.tracker.http.HttpLimits;
import org.kindling.tracker.udp.UdpLimits;

/**
 * What an operator decides about a tracker.
 *
 * @param doorway where to listen
 * @param directoryLimits how much is remembered, and for how long
 * @param httpLimits how much is served
 * @param udpLimits the same for what BitTorrent clients ask over UDP
 * @param isUdpServed whether they can, at the same port number
 * @param groups which addresses are likely to be in the same hands
 * @param clock what time it is
 * @param key what answers are signed with; kept over restarts by whoever wants to be known again
 * @param cluster with whom the directory is shared, if with anybody
 */
public record TrackerOptions(
        Doorway doorway,
        DirectoryLimits directoryLimits,
        HttpLimits httpLimits,
        UdpLimits udpLimits,
        boolean isUdpServed,
        GroupRule groups,
        InstantSource clock,
        KeyPair key,
        ClusterOptions cluster) {
    private static final String LOOPBACK = "127.0.0.1";

    /** A free port of this machine, unreachable from elsewhere, with a key that nobody has seen before. */
    public static TrackerOptions standard() {
        return new TrackerOptions(
                new Doorway(LOOPBACK, 0, false),
                DirectoryLimits.standard(),
                HttpLimits.standard(),
                UdpLimits.standard(),
                true,
                GroupRule.byNetwork(),
                InstantSource.system(),
                KeyPair.generate(new SecureRandom()),
                ClusterOptions.none());
    }

    /**
     * For a peer that serves its own network as a tracker would: small, on a free port of this machine, behind the peer's own port.
     *
     * @param key the peer's own
     */
    public static TrackerOptions standIn(NetworkId network, KeyPair key) {
        return new TrackerOptions(
                new Doorway(LOOPBACK, 0, true),
                DirectoryLimits.standIn(network),
                HttpLimits.standIn(),
                UdpLimits.standard(),
                false,
                GroupRule.byNetwork(),
                InstantSource.system(),
                key,
                ClusterOptions.none());
    }

    /** The same, listening elsewhere. */
    public TrackerOptions listeningOn(String otherHost, int otherPort) {
        return new TrackerOptions(
                new Doorway(otherHost, otherPort, doorway.isBehindFront()),
                directoryLimits,
                httpLimits,
                udpLimits,
                isUdpServed,
                groups,
                clock,
                key,
                cluster);
    }

    /** The same, remembering more or less. */
    public TrackerOptions with(DirectoryLimits other) {
        return new TrackerOptions(doorway, other, httpLimits, udpLimits, isUdpServed, groups, clock, key, cluster);
    }

    /** The same, serving these networks only; they may change while it runs. */
    public TrackerOptions serving(ServedNetworks served) {
        return with(directoryLimits.serving(served));
    }

    /** The same, serving more or less. */
    public TrackerOptions with(HttpLimits other) {
        return new TrackerOptions(doorway, directoryLimits, other, udpLimits, isUdpServed, groups, clock, key, cluster);
    }

    /** The same, serving more or less over UDP. */
    public TrackerOptions with(UdpLimits other) {
        return new TrackerOptions(
                doorway, directoryLimits, httpLimits, other, isUdpServed, groups, clock, key, cluster);
    }

    /** The same, over HTTP only. */
    public TrackerOptions withoutUdp() {
        return new TrackerOptions(doorway, directoryLimits, httpLimits, udpLimits, false, groups, clock, key, cluster);
    }

    /** The same, grouping addresses in another way. */
    public TrackerOptions with(GroupRule other) {
        return new TrackerOptions(
                doorway, directoryLimits, httpLimits, udpLimits, isUdpServed, other, clock, key, cluster);
    }

    /** The same, living by another clock. */
    public TrackerOptions with(InstantSource other) {
        return new TrackerOptions(
                doorway, directoryLimits, httpLimits, udpLimits, isUdpServed, groups, other, key, cluster);
    }

    /** The same, signing with this key. */
    public TrackerOptions with(KeyPair other) {
        return new TrackerOptions(
                doorway, directoryLimits, httpLimits, udpLimits, isUdpServed, groups, clock, other, cluster);
    }

    /** The same, sharing its directory. */
    public TrackerOptions with(ClusterOptions other) {
        return new TrackerOptions(
                doorway, directoryLimits, httpLimits, udpLimits, isUdpServed, groups, clock, key, other);
    }
}
