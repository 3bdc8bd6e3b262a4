package org.kindling.tracker.directory;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.AddressFamily;
import org.kindling.protocol.bittorrent.CompactPeers;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.tracker.directory.BareSwarm.Kind;

/**
 * The members of swarms that are known by address alone: found, renewed, dropped when their time is up or when others need the room.
 *
 * <p>Who they are nobody has proven; where they are, they proved by asking from there. So a peer is its address and port, whatever id it gives itself.
 */
final class BarePeers {
    private final BareLimits limits;
    private final GroupRule groups;
    private final RandomGenerator chance;
    private final PeerSlots slots;
    private final BareSwarms swarms;
    private final HostTally hosts;
    private final HostTally neighbourhoods;

    BarePeers(BareLimits limits, GroupRule groups, RandomGenerator chance) {
        this.limits = limits;
        this.groups = groups;
        this.chance = chance;
        this.slots = new PeerSlots(limits.peersMax(), chance.nextLong());
        this.swarms = new BareSwarms(chance.nextLong());
        this.hosts = new HostTally(chance.nextLong());
        this.neighbourhoods = new HostTally(chance.nextLong());
    }

    int size() {
        return slots.size();
    }

    int swarms() {
        return swarms.size();
    }

    /** How many addresses are counted. */
    int hostsCounted() {
        return hosts.size();
    }

    Optional<BareSwarm> find(InfoHash hash) {
        return swarms.find(hash);
    }

    /** Lists, renews or removes the peer, or only answers it if nobody may be sent there; or says why its address may not have another place. */
    Optional<Refusal> announce(SwarmAsk ask, long nowMillis) {
        BareAddress address = ask.address();
        int slot = slot(ask);
        if (ask.announce().event() == SwarmEvent.STOPPED) {
            remove(slot);
            return Optional.empty();
        }
        if (slot != PeerSlots.NOBODY) {
            renew(slot, ask, nowMillis);
            return Optional.empty();
        }
        return address.ip().isOpenToHearsay(address.port()) ? list(ask, address, nowMillis) : Optional.empty();
    }

    boolean lists(SwarmAsk ask) {
        return slot(ask) != PeerSlots.NOBODY;
    }

    /** Whether nothing later is known of this peer. Leave of whoever is not here is no news. */
    boolean isNews(SwarmAsk ask, long atMillis) {
        int slot = slot(ask);
        return slot == PeerSlots.NOBODY
                ? ask.announce().event() != SwarmEvent.STOPPED
                : seconds(atMillis) - slots.heardSeconds(slot) >= 0;
    }

    private int slot(SwarmAsk ask) {
        return swarms.find(ask.announce().infoHash())
                .map(known -> slots.find(known, ask.address()))
                .orElse(PeerSlots.NOBODY);
    }

    void dropExpired(long nowMillis) {
        long leaseSeconds = limits.rhythm().leaseMillis() / 1_000;
        while (slots.oldest() != PeerSlots.NOBODY
                && seconds(nowMillis) - slots.heardSeconds(slots.oldest()) >= leaseSeconds) {
            remove(slots.oldest());
        }
    }

    /** Forgets whoever is in this swarm. */
    void drop(BareSwarm swarm) {
        while (swarm.size() > 0) {
            remove(swarm.last());
        }
    }

    /** Forgets whoever is in a swarm that is not served. */
    void retain(SwarmRule served) {
        swarms.all().stream().filter(swarm -> !served.serves(swarm.hash())).forEach(this::drop);
    }

    /** How many of a swarm this asker may hear of, but for those nobody can dial from there. */
    int eligible(BareSwarm swarm, SwarmAsk ask) {
        int count = 0;
        for (int kind = fromKind(ask); kind <= toKind(ask); kind++) {
            count += swarm.size(kind);
        }
        return count;
    }

    List<SwarmPeer> sample(BareSwarm swarm, SwarmAsk ask, int want) {
        SwarmAsk.Welcome welcome = ask.welcome();
        int[] named = BareSample.of(
                slots,
                most -> swarm.draw(fromKind(ask), toKind(ask), most, chance),
                slot -> welcome.fits(slots.address(slot), slots.zone(slot)),
                want,
                chance);
        if (!ask.isNamingIds() && ask.reach() != SwarmAsk.Reach.BOTH) {
            return compact(named, ask.reach() == SwarmAsk.Reach.IPV4 ? AddressFamily.IPV4 : AddressFamily.IPV6);
        }
        SwarmPeer[] peers = new SwarmPeer[named.length];
        for (int i = 0; i < named.length; i++) {
            peers[i] = peer(named[i], ask);
        }
        return List.of(peers);
    }

    private CompactPeers compact(int[] named, AddressFamily family) {
        byte[] bytes = new byte[family.peerBytes() * named.length];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        for (int slot : named) {
            slots.address(slot).writeTo(out);
        }
        return new CompactPeers(Bytes.wrap(bytes), family);
    }

    private Optional<Refusal> list(SwarmAsk ask, BareAddress address, long nowMillis) {
        Zone zone = ask.zone();
        Optional<Refusal> crowded = zone == Zone.INTERNET ? crowded(address) : Optional.empty();
        if (crowded.isPresent()) {
            return crowded;
        }
        if (slots.isFull()) {
            remove(slots.oldest());
        }
        InfoHash hash = ask.announce().infoHash();
        BareSwarm swarm = swarms.find(hash).orElseGet(() -> swarms.add(hash));
        int group = groups.groupOf(ask.seen()).hashCode();
        int slot = slots.add(swarm, address, group, seconds(nowMillis));
        slots.describe(slot, ask.announce().peerId(), zone, ask.isSeeder());
        swarm.add(slot, Kind.of(address.isIpv4(), ask.isSeeder()), slots);
        if (zone == Zone.INTERNET) {
            hosts.add(address.hostKey());
            neighbourhoods.add(address.neighbourhoodKey());
        }
        return Optional.empty();
    }

    private Optional<Refusal> crowded(BareAddress address) {
        if (hosts.count(address.hostKey()) >= limits.peersPerHostMax()) {
            return Optional.of(Refusal.TOO_MANY_OF_ONE_HOST);
        }
        return neighbourhoods.count(address.neighbourhoodKey()) >= limits.peersPerNeighbourhoodMax()
                ? Optional.of(Refusal.TOO_MANY_OF_ONE_NEIGHBOURHOOD)
                : Optional.empty();
    }

    private void renew(int slot, SwarmAsk ask, long nowMillis) {
        BareSwarm swarm = slots.swarm(slot);
        if (ask.announce().event() == SwarmEvent.COMPLETED && !slots.isSeeder(slot)) {
            swarm.complete();
        }
        int before = kind(slot);
        slots.describe(slot, ask.announce().peerId(), slots.zone(slot), ask.isSeeder());
        if (kind(slot) != before) {
            swarm.remove(slot, before, slots);
            swarm.add(slot, kind(slot), slots);
        }
        slots.renew(slot, seconds(nowMillis));
    }

    private void remove(int slot) {
        if (slot == PeerSlots.NOBODY) {
            return;
        }
        BareSwarm swarm = slots.swarm(slot);
        swarm.remove(slot, kind(slot), slots);
        if (swarm.size() == 0) {
            swarms.remove(swarm);
        }
        if (slots.zone(slot) == Zone.INTERNET) {
            BareAddress address = slots.address(slot);
            hosts.remove(address.hostKey());
            neighbourhoods.remove(address.neighbourhoodKey());
        }
        slots.remove(slot);
    }

    private SwarmPeer peer(int slot, SwarmAsk ask) {
        BareAddress address = slots.address(slot);
        return new SwarmPeer(address.ip(), address.port(), ask.isNamingIds() ? slots.id(slot) : Bytes.EMPTY);
    }

    private int kind(int slot) {
        return Kind.of(slots.address(slot).isIpv4(), slots.isSeeder(slot));
    }

    /** Seeders have nothing to say to each other (BEP 3: a peer that has all wants nothing). */
    private static int fromKind(SwarmAsk ask) {
        if (ask.reach() == SwarmAsk.Reach.IPV6) {
            return Kind.IPV6_LEECHER;
        }
        return ask.isSeeder() ? Kind.IPV4_LEECHER : Kind.IPV4_SEEDER;
    }

    private static int toKind(SwarmAsk ask) {
        if (ask.reach() == SwarmAsk.Reach.IPV4) {
            return Kind.IPV4_LEECHER;
        }
        return ask.isSeeder() ? Kind.IPV6_LEECHER : Kind.IPV6_SEEDER;
    }

    /** Differences are right even when the number has run over. */
    private static int seconds(long nowMillis) {
        return (int) (nowMillis / 1_000);
    }
}
