package org.kindling.tracker.directory;

import org.kindling.protocol.bittorrent.SwarmAnnounce;

/**
 * An announce by the protocols of BitTorrent, as it reaches the directory.
 *
 * @param seen where it came from, which nobody can choose freely: the connection was made, or the datagram's connection id was given there
 * @param reach which addresses the answer can carry
 * @param isNamingIds whether the answer is to carry peer ids
 */
public record SwarmAsk(SwarmAnnounce announce, SeenHost seen, Reach reach, boolean isNamingIds) {
    /** Which addresses an answer can carry. */
    public enum Reach {
        /** Over UDP and IPv4. */
        IPV4,
        /** Over UDP and IPv6. */
        IPV6,
        /** Over HTTP. */
        BOTH
    }

    BareAddress address() {
        return BareAddress.of(seen.ip(), announce.port());
    }

    Zone zone() {
        return Zone.of(seen.ip());
    }

    boolean isSeeder() {
        return announce.progress().isSeeder();
    }

    /** What an answer can carry, and whoever gets it can dial; but for the asker itself. */
    Welcome welcome() {
        return new Welcome(reach, zone(), address());
    }

    /** Of whom an asker may hear. Made once an answer, for looking at many. */
    record Welcome(Reach reach, Zone zone, BareAddress asker) {
        boolean fits(BareAddress address, Zone itsZone) {
            boolean isCarried = reach == Reach.BOTH || address.isIpv4() == (reach == Reach.IPV4);
            return isCarried && zone.reaches(itsZone) && !address.equals(asker);
        }
    }
}
