package org.kindling.tracker.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmCounts;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmScrape;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;

/**
 * Answers those who speak the protocols of BitTorrent, from both lists: peers known by address alone, and peers of ours whose network the swarm is.
 *
 * <p>Of an answer a quarter is for the former, if there are so many, and the rest for those of the latter that we reached; either gets more where the other
 * runs out, and whom we did not reach what is left. Rationale: a signed record that we reached is worth more than an address that anybody makes for a
 * datagram, one that we did not reach is not; and whoever has no other way must be heard of too.
 */
final class Introducer {
    private static final int BARE_SHARE = 4;

    private final BareLimits limits;
    private final GroupRule groups;
    private final RandomGenerator chance;
    private final Leases leases;
    private final Departures<BareSighting.Place, Long> departures = new Departures<>();
    private @Nullable BarePeers bare;
    private @Nullable Sightings told;

    Introducer(BareLimits limits, GroupRule groups, RandomGenerator chance, Leases leases) {
        this.limits = limits;
        this.groups = groups;
        this.chance = chance;
        this.leases = leases;
    }

    SwarmAnswer announce(SwarmAsk ask, long nowMillis) {
        InfoHash hash = ask.announce().infoHash();
        if (!limits.swarms().serves(hash)) {
            return new SwarmAnswer.Refused(Refusal.SWARM_NOT_SERVED);
        }
        BarePeers peers = peers();
        peers.dropExpired(nowMillis);
        boolean wasListed = told != null && peers.lists(ask);
        Optional<Refusal> refused = peers.announce(ask, nowMillis);
        if (told != null && (wasListed || peers.lists(ask))) {
            tell(BareSighting.of(ask, nowMillis), told);
        }
        return refused.<SwarmAnswer>map(SwarmAnswer.Refused::new).orElseGet(() -> introduce(ask, peers, nowMillis));
    }

    /** From now on, what peers themselves say is added there too. */
    void tell(Sightings sightings) {
        told = sightings;
    }

    private void tell(BareSighting sighting, Sightings sightings) {
        if (sighting.presence() == BareSighting.Presence.LEFT) {
            departures.note(sighting.place(), sighting.atMillis());
        }
        sightings.add(sighting);
    }

    /**
     * Takes in what another directory was told: the later word counts.
     *
     * <p>Who is told of late stands in line behind those told of before, and so may be forgotten as much later than the others as its word is old.
     */
    boolean learn(BareSighting sighting, long nowMillis) {
        if (!limits.swarms().serves(sighting.swarm())) {
            return false;
        }
        long atMillis = Math.min(sighting.atMillis(), nowMillis);
        boolean isLate = departures
                        .find(sighting.place())
                        .filter(left -> left >= atMillis)
                        .isPresent()
                || atMillis + limits.rhythm().leaseMillis() <= nowMillis;
        if (!isLate && sighting.presence() == BareSighting.Presence.LEFT) {
            departures.note(sighting.place(), atMillis);
        }
        BarePeers peers = peers();
        peers.dropExpired(nowMillis);
        return !isLate
                && peers.isNews(sighting.ask(), atMillis)
                && peers.announce(sighting.ask(), atMillis).isEmpty();
    }

    /** In the order in which they were asked for; zeros for what is not here. */
    List<SwarmCounts> scrape(SwarmScrape scrape, long nowMillis) {
        BarePeers peers = peers();
        peers.dropExpired(nowMillis);
        return scrape.infoHashes().stream()
                .map(hash -> counts(
                        leases.networks(hash).orElse(null), peers.find(hash).orElse(null)))
                .toList();
    }

    /** How many are known by address alone. */
    int size(long nowMillis) {
        dropExpired(nowMillis);
        return bare == null ? 0 : bare.size();
    }

    /** How many of one swarm are known by address alone. */
    int size(InfoHash hash, long nowMillis) {
        dropExpired(nowMillis);
        return bare == null ? 0 : bare.find(hash).map(BareSwarm::size).orElse(0);
    }

    /** Forgets whoever is in this swarm. */
    void drop(InfoHash hash) {
        if (bare != null) {
            bare.find(hash).ifPresent(bare::drop);
        }
    }

    /** Forgets whoever is in a swarm that is not served. */
    void retainServed() {
        if (bare != null) {
            bare.retain(limits.swarms());
        }
    }

    /** How many swarms they are in. */
    int swarms() {
        return bare == null ? 0 : bare.swarms();
    }

    private void dropExpired(long nowMillis) {
        if (bare != null) {
            bare.dropExpired(nowMillis);
        }
    }

    /** Made when the first one asks. Rationale: most directories, those of laboratories and of peers, never see any. */
    private BarePeers peers() {
        BarePeers made = bare == null ? new BarePeers(limits, groups, chance) : bare;
        bare = made;
        return made;
    }

    private SwarmAnswer introduce(SwarmAsk ask, BarePeers peers, long nowMillis) {
        InfoHash hash = ask.announce().infoHash();
        DirectoryLimits.Rhythm rhythm = limits.rhythm();
        Namesakes networks = leases.networks(hash).orElse(null);
        Swarm ours = networks == null ? null : networks.any(chance);
        BareSwarm others = peers.find(hash).orElse(null);
        return new SwarmAnswer.Introduction(
                (int) (rhythm.jittered(rhythm.intervalMillis(), chance) / 1_000),
                (int) (rhythm.intervalMillisMin() / 1_000),
                counts(networks, others),
                ask.announce().event() == SwarmEvent.STOPPED ? List.of() : named(ask, ours, others, nowMillis));
    }

    private List<SwarmPeer> named(SwarmAsk ask, @Nullable Swarm ours, @Nullable BareSwarm others, long nowMillis) {
        int wanted = ask.announce().want();
        int want = wanted == SwarmAnnounce.WANT_USUAL ? limits.namedUsual() : Math.min(wanted, limits.namedMax());
        int reached = ours == null ? 0 : ours.vettedSize();
        int share = Math.max(want / BARE_SHARE, want - reached);
        int reserved = others == null ? 0 : Math.min(share, peers().eligible(others, ask));
        List<SwarmPeer> signed = ours == null ? List.of() : signed(ours, ask, want - reserved, nowMillis);
        List<SwarmPeer> bare = others == null ? List.of() : peers().sample(others, ask, want - signed.size());
        return signed.isEmpty() ? bare : together(signed, bare);
    }

    /** Who announces both ways is named once. */
    private static List<SwarmPeer> together(List<SwarmPeer> signed, List<SwarmPeer> bare) {
        List<SwarmPeer> named = new ArrayList<>(signed);
        bare.stream().filter(peer -> !isAmong(signed, peer)).forEach(named::add);
        return named;
    }

    private List<SwarmPeer> signed(Swarm swarm, SwarmAsk ask, int want, long nowMillis) {
        return FairSample.of(
                        swarm,
                        lease -> !lease.isExpiredAt(nowMillis)
                                && peer(lease, ask).isPresent(),
                        want,
                        chance)
                .stream()
                .flatMap(lease -> peer(lease, ask).stream())
                .toList();
    }

    /**
     * Where a peer of ours can be dialled: the first address of its record, which must be the one it announced from, unless it is near us.
     *
     * <p>Rationale: a record may name any address, and those who speak BitTorrent have no way to see that nobody answers there who signed it. So nobody
     * can have them call a victim. Who is near (this machine, our own network) sees us, but not itself, as others do.
     */
    private static Optional<SwarmPeer> peer(Lease lease, SwarmAsk ask) {
        for (Endpoint endpoint : lease.record().endpoints()) {
            Optional<IpAddress> ip = endpoint.ip();
            boolean isThere = lease.seen().isNearby() || lease.seen().isHomeOf(endpoint);
            if (ip.isPresent() && isThere && ip.get().isOpenToHearsay(endpoint.port())) {
                return ask.welcome().fits(BareAddress.of(ip.get(), endpoint.port()), Zone.of(ip.get()))
                        ? Optional.of(new SwarmPeer(ip.get(), endpoint.port(), peerId(lease, ask)))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Bytes peerId(Lease lease, SwarmAsk ask) {
        return ask.isNamingIds() ? PeerId.of(lease.network(), lease.node()).bytes() : Bytes.EMPTY;
    }

    /** Peers of ours count as leechers: a ledger is never complete. */
    private static SwarmCounts counts(@Nullable Namesakes ours, @Nullable BareSwarm others) {
        int signed = ours == null ? 0 : ours.peers();
        return others == null
                ? new SwarmCounts(0, signed, 0)
                : new SwarmCounts(others.seeders(), others.size() - others.seeders() + signed, others.completed());
    }

    private static boolean isAmong(List<SwarmPeer> named, SwarmPeer peer) {
        return named.stream()
                .anyMatch(
                        other -> other.port() == peer.port() && other.address().equals(peer.address()));
    }
}
