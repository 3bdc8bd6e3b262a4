package org.kindling.tracker.directory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

/** All leases, found by network and peer, dropped when their time is up or when others need the room. */
final class Leases {
    private final DirectoryLimits limits;
    private final HostCounts hosts;

    /** The network announced longest ago comes first. */
    private final Map<NetworkId, Swarm> swarms = new LinkedHashMap<>();

    /** What BitTorrent calls them: the beginning of each network's id. */
    private final Map<InfoHash, Namesakes> byInfoHash = new LinkedHashMap<>();

    private final TreeSet<Lease> byExpiry = new TreeSet<>(Lease.BY_EXPIRY);
    private final Corners corners;

    Leases(DirectoryLimits limits) {
        this.limits = limits;
        this.hosts = new HostCounts(limits);
        this.corners = new Corners(limits.leasesMax());
    }

    Optional<Lease> find(NetworkId network, NodeId node) {
        return Optional.ofNullable(swarms.get(network)).flatMap(swarm -> swarm.find(node));
    }

    /** How many leases there are. */
    int size() {
        return byExpiry.size();
    }

    /** In how many networks. */
    int networks() {
        return swarms.size();
    }

    /** How crowded it is where this address stands, 0 to 1. */
    double similarity(SeenHost seen) {
        return corners.similarity(seen);
    }

    /** The peers of a network; nobody, if none is listed. */
    Swarm swarm(NetworkId network) {
        Swarm swarm = swarms.get(network);
        return swarm == null ? new Swarm() : swarm;
    }

    /** The networks that this swarm is; nothing, if it is none, or nobody is listed. */
    Optional<Namesakes> networks(InfoHash hash) {
        return Optional.ofNullable(byInfoHash.get(hash));
    }

    /** Puts a lease in the place of the peer's earlier one, or says why the caller's address may not have another. */
    Optional<Refusal> put(Lease lease) {
        Optional<Lease> held = find(lease.network(), lease.node());
        boolean hasItsPlace = held.filter(
                        before -> before.seen().host().equals(lease.seen().host()))
                .isPresent();
        Optional<Refusal> crowded = hasItsPlace ? Optional.empty() : refusal(lease.seen());
        if (crowded.isEmpty()) {
            held.ifPresentOrElse(this::detach, () -> makeRoom(lease.network()));
            add(lease);
        }
        return crowded;
    }

    /** Why this address may not have one lease more. */
    Optional<Refusal> refusal(SeenHost seen) {
        return hosts.refusal(seen);
    }

    void replace(Lease before, Lease after) {
        detach(before);
        add(after);
    }

    void remove(Lease lease) {
        Swarm swarm = detach(lease);
        if (swarm.isEmpty()) {
            swarms.remove(lease.network());
            InfoHash hash = InfoHash.of(lease.network());
            networks(hash).ifPresent(networks -> networks.remove(swarm));
            networks(hash).filter(Namesakes::isEmpty).ifPresent(none -> byInfoHash.remove(hash));
        }
    }

    /** Takes a lease out of its swarm, which stays though it be empty. */
    private Swarm detach(Lease lease) {
        byExpiry.remove(lease);
        corners.remove(lease);
        hosts.remove(lease.seen());
        Swarm swarm = swarm(lease.network());
        swarm.remove(lease);
        return swarm;
    }

    /** Forgets whoever is listed in this network. */
    void drop(NetworkId network) {
        swarm(network).leases().forEach(this::remove);
    }

    /** Forgets whoever is listed in a network that is not served. */
    void retain(NetworkRule served) {
        List.copyOf(swarms.keySet()).stream()
                .filter(network -> !served.serves(network))
                .forEach(this::drop);
    }

    /** The networks announced last, the newest first. */
    List<NetworkId> recent(int most) {
        List<NetworkId> networks = new ArrayList<>(swarms.keySet());
        Collections.reverse(networks);
        return List.copyOf(networks.subList(0, Math.min(most, networks.size())));
    }

    void dropExpired(long nowMillis) {
        while (!byExpiry.isEmpty() && byExpiry.first().isExpiredAt(nowMillis)) {
            remove(byExpiry.first());
        }
    }

    Census census(int recentMax) {
        List<Census.Network> networks = new ArrayList<>();
        int vetted = 0;
        int older = swarms.size() - recentMax;
        for (Map.Entry<NetworkId, Swarm> entry : swarms.entrySet()) {
            Swarm swarm = entry.getValue();
            vetted += swarm.vettedSize();
            if (older-- <= 0) {
                networks.add(new Census.Network(entry.getKey().toString(), swarm.size(), swarm.vettedSize()));
            }
        }
        return new Census(swarms.size(), byExpiry.size(), vetted, 0, 0, networks);
    }

    /** How many addresses are counted. */
    int hostsCounted() {
        return hosts.size();
    }

    private void add(Lease lease) {
        Swarm swarm = swarms.remove(lease.network());
        Swarm kept = swarm == null ? new Swarm() : swarm;
        kept.add(lease);
        swarms.put(lease.network(), kept);
        if (swarm == null) {
            byInfoHash
                    .computeIfAbsent(InfoHash.of(lease.network()), hash -> new Namesakes())
                    .add(kept);
        }
        byExpiry.add(lease);
        corners.add(lease);
        hosts.add(lease.seen());
    }

    private void makeRoom(NetworkId network) {
        if (!swarms.containsKey(network) && swarms.size() >= limits.networksMax()) {
            Swarm oldest = swarms.values().iterator().next();
            oldest.leases().forEach(this::remove);
        }
        while (byExpiry.size() >= limits.leasesMax()) {
            remove(corners.mostCrowded().orElseGet(byExpiry::first));
        }
    }
}
