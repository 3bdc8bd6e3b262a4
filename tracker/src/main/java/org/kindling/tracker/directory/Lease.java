package org.kindling.tracker.directory;

import java.util.Comparator;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * One peer's place in the directory until its time runs out. Renewing makes another lease.
 *
 * @param seen where the announce that took the lease came from, or where the peer was reached before it announced
 * @param group whose hands the peer is likely to be in
 * @param isVetted whether the record names only the caller's own address and somebody answered when it was dialled there
 * @param listedSinceMillis since when the peer is listed without a break, by the notary's clock
 * @param announcedAtMillis when the peer last announced itself; {@link #NEVER} if it is only known of
 * @param heardAtMillis when it last announced itself, or was last known to be reached
 */
record Lease(
        PeerRecord record,
        NodeId node,
        SeenHost seen,
        Bytes group,
        boolean isVetted,
        long listedSinceMillis,
        long announcedAtMillis,
        long heardAtMillis,
        long expiresAtMillis) {
    /** Long before any peer. */
    static final long NEVER = 0;

    /** The lease that lapses first comes first; no two leases are equal in this order. */
    static final Comparator<Lease> BY_EXPIRY = Comparator.comparingLong(Lease::expiresAtMillis)
            .thenComparing(Lease::network)
            .thenComparing(Lease::node);

    NetworkId network() {
        return record.network();
    }

    boolean isExpiredAt(long nowMillis) {
        return expiresAtMillis <= nowMillis;
    }

    /** Whether there is anything to dial: a peer that cannot be dialled may ask, but is no answer. */
    boolean isDialable() {
        return !record.endpoints().isEmpty();
    }

    /** Whether the record itself names the address it was announced from. */
    boolean isAtHome() {
        return isHome(record, seen);
    }

    /** Whether being reached says something about the whole record: it names no other address than the one it was announced from. */
    boolean canBeVetted() {
        return seen.isOnlyHomeOf(record);
    }

    /** Whether the peer was reached before and has not moved since. */
    boolean isWhereItWasReached(Lease before) {
        return before.isVetted && seen.equals(before.seen) && record.endpoints().equals(before.record.endpoints());
    }

    Lease vetted(boolean isReached) {
        return new Lease(
                record,
                node,
                seen,
                group,
                isReached,
                listedSinceMillis,
                announcedAtMillis,
                heardAtMillis,
                expiresAtMillis);
    }

    /** The same, known to be alive now and therefore listed for longer. */
    Lease renewed(long nowMillis, long untilMillis) {
        return new Lease(
                record, node, seen, group, isVetted, listedSinceMillis, announcedAtMillis, nowMillis, untilMillis);
    }

    static boolean isHome(PeerRecord record, SeenHost seen) {
        return record.endpoints().stream().anyMatch(seen::isHomeOf);
    }
}
