package org.kindling.tracker.directory;

import java.util.random.RandomGenerator;
import org.kindling.protocol.Check;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.identity.NetworkId;

/**
 * Every bound of a directory in one place.
 *
 * @param rhythm when peers are expected and for how long they are remembered
 * @param networks which networks are listed at all
 * @param networksMax networks remembered at a time; the one announced longest ago makes room
 * @param leasesMax leases in all networks together; where it is most crowded, the one that would lapse first makes room
 * @param leasesPerHostMax leases of one address (a /64 of IPv6) in all networks; not for loopback and private ranges
 * @param leasesPerNeighbourhoodMax the same for a /24 (a /48 of IPv6)
 * @param recordsMax records in one answer, whatever was wanted
 * @param bare the same for peers known by address alone
 * @param queue how long newcomers wait when it is crowded
 */
public record DirectoryLimits(
        Rhythm rhythm,
        NetworkRule networks,
        int networksMax,
        int leasesMax,
        int leasesPerHostMax,
        int leasesPerNeighbourhoodMax,
        int recordsMax,
        BareLimits bare,
        QueueLimits queue) {
    /**
     * When peers are expected and for how long they are remembered.
     *
     * @param intervalMillis the middle of the interval that answers name
     * @param intervalJitterPercent how far an answer's interval may be from the middle.
     *     Rationale: peers that started together must not announce together for ever
     * @param intervalMillisMin an unchanged record that comes again sooner is refused
     * @param leaseMillis how long a peer is listed after its last announce.
     *     Rationale: three intervals, so that one lost announce costs nobody a place
     * @param clockSlackMillis how far ahead of ours a peer's clock may be when its record's lifetime is judged
     */
    public record Rhythm(
            long intervalMillis,
            int intervalJitterPercent,
            long intervalMillisMin,
            long leaseMillis,
            long clockSlackMillis) {
        public Rhythm {
            Check.argument(intervalJitterPercent >= 0 && intervalJitterPercent < 100, "jitter is a share of 100");
            Check.argument(
                    intervalMillisMin >= 0 && intervalMillisMin <= intervalMillis, "the least interval is the largest");
            Check.argument(leaseMillis > intervalMillis, "a lease must outlive the interval");
            Check.argument(clockSlackMillis >= 0, "slack %s is negative", clockSlackMillis);
        }

        /** Every minute give or take six seconds, at least 15 s apart, remembered for three minutes. */
        public static Rhythm standard() {
            return new Rhythm(60_000, 10, 15_000, 180_000, 600_000);
        }

        /** So long, give or take the jitter. */
        long jittered(long millis, RandomGenerator chance) {
            long spread = millis * intervalJitterPercent / 100;
            return millis - spread + chance.nextLong(2 * spread + 1);
        }
    }

    public DirectoryLimits {
        Check.argument(networksMax >= 1, "room for no network");
        Check.argument(leasesMax >= 1, "room for no lease");
        Check.argument(leasesPerHostMax >= 1, "room for no lease of one host");
        Check.argument(leasesPerNeighbourhoodMax >= leasesPerHostMax, "a neighbourhood is at least one host");
        Check.argument(recordsMax >= 0 && recordsMax <= Announce.WANT_MAX, "records outside 0..%s", Announce.WANT_MAX);
    }

    /** The same with {@link BareLimits#standard}; nobody waits. */
    public DirectoryLimits(
            Rhythm rhythm,
            NetworkRule networks,
            int networksMax,
            int leasesMax,
            int leasesPerHostMax,
            int leasesPerNeighbourhoodMax,
            int recordsMax) {
        this(
                rhythm,
                networks,
                networksMax,
                leasesMax,
                leasesPerHostMax,
                leasesPerNeighbourhoodMax,
                recordsMax,
                BareLimits.standard(),
                QueueLimits.none());
    }

    /** Fifty thousand peers in about 100 MiB, and the {@link BareLimits#standard} ones known by address alone. */
    public static DirectoryLimits standard() {
        return new DirectoryLimits(Rhythm.standard(), NetworkRule.every(), 10_000, 50_000, 32, 128, Announce.WANT_MAX)
                .with(QueueLimits.standard());
    }

    /** Five thousand peers of one network in about 10 MiB, for a directory that lives in a peer. */
    public static DirectoryLimits standIn(NetworkId network) {
        return new DirectoryLimits(Rhythm.standard(), NetworkRule.only(network), 1, 5_000, 32, 128, Announce.WANT_MAX)
                .with(BareLimits.standIn(network))
                .with(QueueLimits.standard());
    }

    /** The same bounds, serving other networks, and of the swarms those that they are. */
    public DirectoryLimits serving(ServedNetworks served) {
        return with(rhythm, served, bare.with(served), queue);
    }

    /** The same bounds at another pace. */
    public DirectoryLimits with(Rhythm other) {
        return with(other, networks, bare, queue);
    }

    /** The same bounds, with others for peers known by address alone. */
    public DirectoryLimits with(BareLimits other) {
        return with(rhythm, networks, other, queue);
    }

    /** The same bounds, with another line for newcomers. */
    public DirectoryLimits with(QueueLimits other) {
        return with(rhythm, networks, bare, other);
    }

    private DirectoryLimits with(
            Rhythm otherRhythm, NetworkRule otherNetworks, BareLimits otherBare, QueueLimits otherQueue) {
        return new DirectoryLimits(
                otherRhythm,
                otherNetworks,
                networksMax,
                leasesMax,
                leasesPerHostMax,
                leasesPerNeighbourhoodMax,
                recordsMax,
                otherBare,
                otherQueue);
    }
}
