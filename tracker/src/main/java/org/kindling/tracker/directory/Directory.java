package org.kindling.tracker.directory;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.Listing;
import org.kindling.protocol.announce.Standing;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmScrape;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.tracker.directory.WaitingLine.Turn;

/**
 * The phone book: takes announces, remembers who made them for a while, and names some others in return.
 *
 * <p>All it knows, announces (or whoever keeps it, {@link #known}) rebuild within one interval; it may be thrown away at any time. It proves nothing to
 * anybody: peers check the records they are given.
 *
 * <p>An announce of a record already listed, from another address, is answered but moves nothing, unless the record names
 * that address and not the one listed. Rationale: whoever was given a peer's record can send it back, and must neither
 * prolong, move nor end the peer's lease; STOPPED asks for the same.
 *
 * <p>Used by one thread. Times are Unix times in milliseconds.
 */
public final class Directory {
    private final DirectoryLimits limits;
    private final GroupRule groups;
    private final RandomGenerator chance;
    private final Notary notary;
    private final Leases leases;
    private final Introducer introducer;
    private final Companions companions;
    private final WaitingLine line;

    /**
     * An empty one.
     *
     * @param chance whom to name, and how long to wait until the next announce
     * @param notary who signs what it answers
     */
    public Directory(DirectoryLimits limits, GroupRule groups, RandomGenerator chance, Notary notary) {
        this.limits = limits;
        this.groups = groups;
        this.chance = chance;
        this.notary = notary;
        this.leases = new Leases(limits);
        this.introducer = new Introducer(limits.bare(), groups, chance, leases);
        this.companions = new Companions(limits, groups, notary, leases);
        this.line = new WaitingLine(limits, leases, new Tickets(notary.secret(Domain.WAITING_TICKET)));
    }

    /** Lists, renews or removes a peer, or tells it to wait, and names others; or says why not. */
    public Answer announce(VerifiedAnnounce announce, SeenHost seen, long nowMillis) {
        leases.dropExpired(nowMillis);
        Optional<Lease> held = leases.find(announce.record().network(), announce.node());
        Optional<Answer> refused = confusion(announce.announce())
                .or(() -> fault(announce.record(), nowMillis))
                .or(() -> held.flatMap(lease -> conflict(lease, announce.record())))
                .or(() -> companions.isOutdated(announce.record(), nowMillis)
                        ? Optional.of(Refusal.STALE_SEQUENCE)
                        : Optional.empty())
                .map(this::refuse)
                .or(() -> held.flatMap(lease -> haste(lease, announce, seen, nowMillis)));
        if (refused.isPresent()) {
            return refused.get();
        }
        Optional<Turn> turn = held.isPresent() ? Optional.empty() : line.turn(announce, seen, nowMillis);
        if (turn.isPresent()) {
            Optional<Refusal> crowded = leases.refusal(seen);
            if (crowded.isPresent()) {
                return refuse(crowded.get());
            }
            return welcome(announce, seen, announce.announce().want(), turn, nowMillis);
        }
        boolean isOurs = held.isEmpty() || mayMove(held.get(), announce.record(), seen);
        if (announce.announce().occasion() == Occasion.STOPPED) {
            held.filter(lease -> isOurs).ifPresent(lease -> leave(lease, announce.record(), seen, nowMillis));
            return welcome(announce, seen, 0, Optional.empty(), nowMillis);
        }
        if (isOurs) {
            long listedSince = held.map(Lease::listedSinceMillis).orElseGet(() -> notary.steady(nowMillis));
            Lease fresh = lease(announce, seen, listedSince, nowMillis);
            boolean staysVetted = held.filter(fresh::isWhereItWasReached).isPresent();
            Lease kept = fresh.vetted(staysVetted);
            Optional<Refusal> crowded = leases.put(kept);
            if (crowded.isPresent()) {
                return refuse(crowded.get());
            }
            companions.heard(kept);
        }
        return welcome(announce, seen, announce.announce().want(), Optional.empty(), nowMillis);
    }

    /**
     * Somebody we trust has met these peers just now: each is listed, or listed for longer, as if it had announced itself.
     *
     * <p>Like whoever was dialled back, a peer is named before others unless its record names several addresses. A record is never
     * replaced by an older one, nor by another of the same sequence; what is expired, names no IP address, is of a network that is not
     * served or finds no room is left out.
     *
     * <p>Rationale for not counting this as an announce of the peer's own: it must not be refused for being early because somebody else spoke of it.
     *
     * @param reached truly signed; nobody checks that here
     */
    public void known(List<PeerRecord> reached, long nowMillis) {
        leases.dropExpired(nowMillis);
        for (PeerRecord record : reached) {
            if (fault(record, nowMillis).isEmpty()) {
                home(record).ifPresent(home -> know(record, home, nowMillis));
            }
        }
    }

    private void know(PeerRecord record, SeenHost home, long nowMillis) {
        Optional<Lease> held = leases.find(record.network(), record.nodeId());
        if (held.filter(lease -> lease.record().sequence() >= record.sequence()).isPresent()) {
            Lease renewed = held.get().renewed(nowMillis, untilMillis(held.get().record(), nowMillis));
            boolean isMet = record.equals(renewed.record()) && renewed.canBeVetted();
            leases.replace(held.get(), renewed.vetted(renewed.isVetted() || isMet));
            return;
        }
        Lease fresh = new Lease(
                record,
                record.nodeId(),
                home,
                groups.groupOf(home),
                home.isOnlyHomeOf(record),
                held.map(Lease::listedSinceMillis).orElseGet(() -> notary.steady(nowMillis)),
                held.map(Lease::announcedAtMillis).orElse(Lease.NEVER),
                nowMillis,
                untilMillis(record, nowMillis));
        leases.put(fresh);
    }

    private void leave(Lease lease, PeerRecord record, SeenHost seen, long nowMillis) {
        leases.remove(lease);
        companions.left(record, seen, nowMillis);
    }

    private static Optional<SeenHost> home(PeerRecord record) {
        return record.endpoints().stream()
                .flatMap(endpoint -> endpoint.ip().stream())
                .findFirst()
                .map(SeenHost::new);
    }

    /**
     * Somebody answered at an endpoint of this peer, dialled at the address it announced from.
     *
     * <p>The peer is named before others, unless its record names other addresses too. Rationale: otherwise one reachable host would vouch for a
     * victim that the record names first, and the whole network would dial it.
     */
    public void reached(NetworkId network, NodeId node, Endpoint endpoint) {
        vet(network, node, endpoint, true);
    }

    /** Nobody answered there; the peer is named after those that were reached. */
    public void missed(NetworkId network, NodeId node, Endpoint endpoint) {
        vet(network, node, endpoint, false);
    }

    /**
     * Lists, renews or removes a peer known by address alone, and names others of the swarm: those like it, and ours whose network the swarm is.
     *
     * <p>Those like it are told to nobody who announces a signed record. Rationale: there is no place for them in that answer, and an address alone is
     * worth nothing to who can have records.
     */
    public SwarmAnswer announce(SwarmAsk ask, long nowMillis) {
        leases.dropExpired(nowMillis);
        return introducer.announce(ask, nowMillis);
    }

    /** The sizes of swarms in the order in which they were asked for, zeros for what is not here. */
    public List<SwarmCounts> scrape(SwarmScrape scrape, long nowMillis) {
        leases.dropExpired(nowMillis);
        return introducer.scrape(scrape, nowMillis);
    }

    /** From now on, whatever peers themselves say or our own calls show is added there too, for directories that keep one list with this one. */
    public void tell(Sightings sightings) {
        companions.tell(sightings);
        introducer.tell(sightings);
    }

    /** Whether this very record is listed, so that nobody need check its signature again. */
    public boolean lists(PeerRecord record) {
        return leases.find(record.network(), record.nodeId())
                .filter(lease -> lease.record().equals(record))
                .isPresent();
    }

    /** Takes in what another directory told, and says whether that changed anything. Its word counts as much as if it had been heard here. */
    public boolean learn(Sighting sighting, long nowMillis) {
        leases.dropExpired(nowMillis);
        return fault(sighting.record(), nowMillis).isEmpty() && companions.learn(sighting, nowMillis);
    }

    /** The same of a peer known by address alone. */
    public boolean learn(BareSighting sighting, long nowMillis) {
        return introducer.learn(sighting, nowMillis);
    }

    /** How many there are now. */
    public Census census(int recentMax, long nowMillis) {
        leases.dropExpired(nowMillis);
        int bare = introducer.size(nowMillis);
        return leases.census(recentMax).withBare(introducer.swarms(), bare);
    }

    /** Whether this peer is listed, or was when anybody last asked for something. */
    boolean lists(NetworkId network, NodeId node) {
        return leases.find(network, node).isPresent();
    }

    /** How many of one network there are now. */
    public Turnout turnout(NetworkId network, long nowMillis) {
        leases.dropExpired(nowMillis);
        Swarm swarm = leases.swarm(network);
        int bare = introducer.size(InfoHash.of(network), nowMillis);
        return new Turnout(network, swarm.size(), swarm.vettedSize(), bare, swarm.announces());
    }

    /** The networks announced last, the newest first. */
    public List<NetworkId> recentNetworks(int most, long nowMillis) {
        leases.dropExpired(nowMillis);
        return leases.recent(most);
    }

    /** Forgets everybody of this network, and of the swarm it is. They may announce again. */
    public void drop(NetworkId network) {
        leases.drop(network);
        introducer.drop(InfoHash.of(network));
    }

    /** Forgets everybody of the networks and swarms that are not served any more. */
    public void dropUnserved() {
        leases.retain(limits.networks());
        introducer.retainServed();
    }

    private void vet(NetworkId network, NodeId node, Endpoint endpoint, boolean isReached) {
        leases.find(network, node)
                .filter(lease -> lease.isVetted() != isReached)
                .filter(lease -> !isReached || lease.canBeVetted())
                .filter(lease -> lease.record().endpoints().contains(endpoint))
                .ifPresent(lease -> vet(lease, lease.vetted(isReached)));
    }

    private void vet(Lease before, Lease after) {
        leases.replace(before, after);
        companions.heard(after);
    }

    private static Optional<Refusal> confusion(Announce announce) {
        return announce.record().network().equals(announce.network())
                ? Optional.empty()
                : Optional.of(Refusal.RECORD_OF_ANOTHER_NETWORK);
    }

    private Optional<Refusal> fault(PeerRecord record, long nowMillis) {
        if (!limits.networks().serves(record.network())) {
            return Optional.of(Refusal.NETWORK_NOT_SERVED);
        }
        if (record.isExpiredAt(nowMillis)) {
            return Optional.of(Refusal.RECORD_EXPIRED);
        }
        long aheadMillisMax = PeerRecord.LIFETIME_MILLIS_MAX + limits.rhythm().clockSlackMillis();
        return record.expiryMillis() - nowMillis > aheadMillisMax
                ? Optional.of(Refusal.RECORD_TOO_LONG_LIVED)
                : Optional.empty();
    }

    /** A sequence number stands for one record only, so another record must carry a higher one. */
    private static Optional<Refusal> conflict(Lease held, PeerRecord record) {
        boolean isNewer = record.sequence() > held.record().sequence();
        return isNewer || record.equals(held.record()) ? Optional.empty() : Optional.of(Refusal.STALE_SEQUENCE);
    }

    private Optional<Answer> haste(Lease held, VerifiedAnnounce announce, SeenHost seen, long nowMillis) {
        boolean mayComeEarly = announce.announce().occasion() != Occasion.REGULAR
                || announce.record().sequence() > held.record().sequence()
                || !seen.equals(held.seen());
        long sinceMillis = nowMillis - held.announcedAtMillis();
        long leastMillis = limits.rhythm().intervalMillisMin();
        boolean isEarly = sinceMillis >= 0 && sinceMillis < leastMillis;
        return mayComeEarly || !isEarly
                ? Optional.empty()
                : Optional.of(new Answer.Refused(Refusal.TOO_EARLY, leastMillis - sinceMillis));
    }

    private static boolean mayMove(Lease held, PeerRecord record, SeenHost seen) {
        return record.sequence() > held.record().sequence()
                || seen.equals(held.seen())
                || (Lease.isHome(record, seen) && !held.isAtHome());
    }

    private Lease lease(VerifiedAnnounce announce, SeenHost seen, long listedSince, long nowMillis) {
        PeerRecord record = announce.record();
        return new Lease(
                record,
                announce.node(),
                seen,
                groups.groupOf(seen),
                false,
                listedSince,
                nowMillis,
                nowMillis,
                untilMillis(record, nowMillis));
    }

    private long untilMillis(PeerRecord record, long nowMillis) {
        return Math.min(nowMillis + limits.rhythm().leaseMillis(), record.expiryMillis());
    }

    /** @param turn when it is listed, if it must wait; others are named at once */
    private Answer welcome(VerifiedAnnounce announce, SeenHost seen, int want, Optional<Turn> turn, long nowMillis) {
        Swarm swarm = leases.swarm(announce.record().network());
        swarm.countAnnounce();
        List<Lease> sample = FairSample.of(
                swarm,
                lease -> !lease.node().equals(announce.node()) && !lease.isExpiredAt(nowMillis),
                Math.min(want, limits.recordsMax()),
                chance);
        AnnounceReply.Content content = new AnnounceReply.Content(
                turn.map(Turn::afterMillis)
                        .orElseGet(
                                () -> limits.rhythm().jittered(limits.rhythm().intervalMillis(), chance)),
                limits.rhythm().intervalMillisMin(),
                seen.text(),
                sample.stream().map(lease -> listing(lease, nowMillis)).toList(),
                announce.announce().about().stream()
                        .map(node -> standing(swarm, node, want))
                        .toList(),
                turn.map(Turn::ticket).orElse(Bytes.EMPTY));
        long listedSince =
                swarm.find(announce.node()).map(Lease::listedSinceMillis).orElse(0L);
        return new Answer.Welcome(notary.sign(announce.announce(), content, swarm, listedSince, nowMillis));
    }

    private static Listing listing(Lease lease, long nowMillis) {
        long agoSeconds = Math.max(0, nowMillis - lease.heardAtMillis()) / 1_000;
        return new Listing(lease.record(), (int) Math.min(agoSeconds, Listing.SECONDS_MAX), lease.isVetted());
    }

    /** Whom we may leave out though the caller has room is not promised to be named. */
    private Standing standing(Swarm swarm, NodeId node, int want) {
        Optional<Lease> lease = swarm.find(node);
        if (lease.isEmpty()) {
            return Standing.ABSENT;
        }
        boolean isLeftOutOnlyForWantOfRoom = want <= limits.recordsMax() || swarm.dialableSize() <= limits.recordsMax();
        return lease.get().isDialable() && isLeftOutOnlyForWantOfRoom ? Standing.NAMED : Standing.UNNAMED;
    }

    private Answer refuse(Refusal reason) {
        return new Answer.Refused(
                reason, limits.rhythm().jittered(limits.rhythm().intervalMillisMin(), chance));
    }
}
