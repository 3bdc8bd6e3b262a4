package org.kindling.tracker.directory;

import java.util.List;
import org.kindling.protocol.Check;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.tracker.directory.DirectoryLimits.Rhythm;

/**
 * Every bound of what is known by address alone: peers that announce by the protocols of BitTorrent, without a signed record.
 *
 * @param rhythm when they are expected and for how long they are remembered. The least interval is named, and not enforced: clients take a refusal
 *     for a broken tracker
 * @param swarms which swarms are listed at all
 * @param peersMax peers in all swarms together; the one announced longest ago makes room. A swarm has at least one, so their number is bounded too
 * @param peersPerHostMax peers of one address (a /64 of IPv6) in all swarms; not for loopback and private ranges
 * @param peersPerNeighbourhoodMax the same for a /24 (a /48 of IPv6)
 * @param namedMax peers in one answer, whatever was wanted
 * @param namedUsual peers in the answer to whoever leaves it to us
 */
public record BareLimits(
        Rhythm rhythm,
        SwarmRule swarms,
        int peersMax,
        int peersPerHostMax,
        int peersPerNeighbourhoodMax,
        int namedMax,
        int namedUsual) {
    private static final int NAMED_MAX = 200;
    private static final int NAMED_USUAL = 50;

    public BareLimits {
        Check.argument(peersMax >= 1, "room for no peer");
        Check.argument(peersPerHostMax >= 1, "room for no peer of one host");
        Check.argument(peersPerNeighbourhoodMax >= peersPerHostMax, "a neighbourhood is at least one host");
        Check.argument(namedMax >= 0 && namedMax <= SwarmReply.PEERS_MAX, "names outside 0..%s", SwarmReply.PEERS_MAX);
        Check.argument(namedUsual >= 0 && namedUsual <= namedMax, "more names usually than at most");
    }

    /**
     * A million peers, of whatever swarm.
     *
     * <p>512 of one address: whoever shares many files announces each of them from there. A million then needs two thousand addresses.
     */
    public static BareLimits standard() {
        return new BareLimits(rhythmUsual(), SwarmRule.every(), 1_000_000, 512, 2_048, NAMED_MAX, NAMED_USUAL);
    }

    /** A thousand peers of one network, for a directory that lives in a peer. */
    public static BareLimits standIn(NetworkId network) {
        SwarmRule own = SwarmRule.only(List.of(InfoHash.of(network)));
        return new BareLimits(rhythmUsual(), own, 1_000, 32, 128, NAMED_MAX, NAMED_USUAL);
    }

    /**
     * Every fifteen minutes give or take 90 s, remembered for three intervals.
     *
     * <p>Rationale: 45 minutes is how long opentracker remembers. It asks for announces twice as rarely, so that one lost announce loses a peer; and
     * a tracker that was restarted empty is full again after one interval, which had better be short.
     */
    private static Rhythm rhythmUsual() {
        return new Rhythm(900_000, 10, 300_000, 2_700_000, 0);
    }

    /** The same bounds, serving other swarms. */
    public BareLimits with(SwarmRule other) {
        return new BareLimits(rhythm, other, peersMax, peersPerHostMax, peersPerNeighbourhoodMax, namedMax, namedUsual);
    }
}
