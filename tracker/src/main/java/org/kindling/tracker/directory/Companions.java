package org.kindling.tracker.directory;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.directory.Sighting.Presence;

/**
 * The others that keep one directory with this one: what they are told, and what becomes of what they tell.
 *
 * <p>The same rules hold for their word as for a peer's own, so that directories which heard the same, in whatever order, list the same. A higher
 * sequence wins. Of one record the later word counts, but whoever is at home at an address that the record names beats whoever is not, and nobody
 * else moves a lease or ends it ({@link Directory}). All bounds hold too.
 *
 * <p>A farewell is remembered like a lease, and beaten by what would beat one. Rationale: otherwise it would depend on the order in which they come
 * whether a farewell or what was heard before it is the last word.
 *
 * <p>A peer told of by others is not taken to have announced here. Rationale: it must not be refused for being early when it changes its tracker.
 */
final class Companions {
    private final DirectoryLimits limits;
    private final GroupRule groups;
    private final Notary notary;
    private final Leases leases;
    private final Departures<Sightings.Peer, Sighting> departures = new Departures<>();
    private @Nullable Sightings told;

    Companions(DirectoryLimits limits, GroupRule groups, Notary notary, Leases leases) {
        this.limits = limits;
        this.groups = groups;
        this.notary = notary;
        this.leases = leases;
    }

    void tell(Sightings sightings) {
        told = sightings;
    }

    /** Whether the peer left lately with a record of a higher sequence, which all companions know. */
    boolean isOutdated(PeerRecord record, long nowMillis) {
        return farewell(record, nowMillis)
                .filter(left -> left.record().sequence() > record.sequence())
                .isPresent();
    }

    /** After a lease nobody is listed any more for what was heard before. */
    private Optional<Sighting> farewell(PeerRecord record, long nowMillis) {
        return departures
                .find(Sightings.Peer.of(record))
                .filter(left -> left.atMillis() + limits.rhythm().leaseMillis() > nowMillis);
    }

    /** A peer's own announce, or our own call to it, has made this of its lease. */
    void heard(Lease lease) {
        if (told != null) {
            Presence presence = lease.isVetted() ? Presence.VETTED : Presence.LISTED;
            told.add(new Sighting(lease.record(), lease.seen(), presence, lease.heardAtMillis()));
        }
    }

    /** The peer took leave, and is off the list. */
    void left(PeerRecord record, SeenHost seen, long nowMillis) {
        if (told != null) {
            Sighting farewell = new Sighting(record, seen, Presence.LEFT, nowMillis);
            departures.note(Sightings.Peer.of(record), farewell);
            told.add(farewell);
        }
    }

    /** Takes in what another was told, and says whether that changed anything. */
    boolean learn(Sighting sighting, long nowMillis) {
        Sighting word = sighting.later(Math.min(0, nowMillis - sighting.atMillis()));
        PeerRecord record = word.record();
        Optional<Lease> held = leases.find(record.network(), record.nodeId());
        Optional<Sighting> left = farewell(record, nowMillis);
        if (word.presence() == Presence.LEFT) {
            boolean counts = held.filter(lease -> !ends(word, lease)).isEmpty()
                    && left.filter(before -> !outlasts(word, before)).isEmpty();
            if (counts) {
                departures.note(Sightings.Peer.of(record), word);
                held.ifPresent(leases::remove);
            }
            return counts && held.isPresent();
        }
        boolean counts = held.filter(lease -> !replaces(word, lease)).isEmpty()
                && left.filter(before -> !outlasts(word, before)).isEmpty();
        return counts && list(word, held, nowMillis);
    }

    private static boolean replaces(Sighting word, Lease held) {
        if (word.record().sequence() != held.record().sequence()) {
            return word.record().sequence() > held.record().sequence();
        }
        boolean isAtHome = isAtHome(word);
        if (isAtHome != held.isAtHome()) {
            return isAtHome;
        }
        return word.atMillis() >= held.heardAtMillis()
                && (isAtHome || word.seen().equals(held.seen()));
    }

    private static boolean ends(Sighting farewell, Lease held) {
        if (farewell.record().sequence() != held.record().sequence()) {
            return farewell.record().sequence() > held.record().sequence();
        }
        return farewell.atMillis() >= held.heardAtMillis()
                && (isAtHome(farewell) || (farewell.seen().equals(held.seen()) && !held.isAtHome()));
    }

    private static boolean outlasts(Sighting word, Sighting farewell) {
        if (word.record().sequence() != farewell.record().sequence()) {
            return word.record().sequence() > farewell.record().sequence();
        }
        return word.atMillis() > farewell.atMillis() || (isAtHome(word) && !isAtHome(farewell));
    }

    private static boolean isAtHome(Sighting word) {
        return Lease.isHome(word.record(), word.seen());
    }

    private boolean list(Sighting word, Optional<Lease> held, long nowMillis) {
        long untilMillis = Math.min(
                word.atMillis() + limits.rhythm().leaseMillis(), word.record().expiryMillis());
        if (untilMillis <= nowMillis) {
            return false;
        }
        Lease fresh = new Lease(
                word.record(),
                word.record().nodeId(),
                word.seen(),
                groups.groupOf(word.seen()),
                false,
                held.map(Lease::listedSinceMillis).orElseGet(() -> notary.steady(nowMillis)),
                held.map(Lease::announcedAtMillis).orElse(Lease.NEVER),
                word.atMillis(),
                untilMillis);
        return leases.put(fresh.vetted(word.presence() == Presence.VETTED && fresh.canBeVetted()))
                .isEmpty();
    }
}
