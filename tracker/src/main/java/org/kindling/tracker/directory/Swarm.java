package org.kindling.tracker.directory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.kindling.protocol.identity.NodeId;

/** The leases of one network, those we reached ourselves apart from the others. */
final class Swarm {
    private final Map<NodeId, Lease> leases = new LinkedHashMap<>();
    private final Tier vetted = new Tier();
    private final Tier unvetted = new Tier();
    private Snapshot snapshot = Snapshot.NONE;
    private long announces;

    int size() {
        return leases.size();
    }

    /** Those with an address to name. */
    int dialableSize() {
        return vetted.size() + unvetted.size();
    }

    /** One more announce was answered. */
    void countAnnounce() {
        announces++;
    }

    long announces() {
        return announces;
    }

    /** When somebody last looked at who is here, and what was seen. */
    Snapshot snapshot() {
        return snapshot;
    }

    void keep(Snapshot newer) {
        snapshot = newer;
    }

    int vettedSize() {
        return vetted.size();
    }

    boolean isEmpty() {
        return leases.isEmpty();
    }

    Optional<Lease> find(NodeId node) {
        return Optional.ofNullable(leases.get(node));
    }

    Collection<Lease> leases() {
        return List.copyOf(leases.values());
    }

    void add(Lease lease) {
        leases.put(lease.node(), lease);
        if (lease.isDialable()) {
            tierOf(lease).add(lease);
        }
    }

    void remove(Lease lease) {
        leases.remove(lease.node());
        if (lease.isDialable()) {
            tierOf(lease).remove(lease);
        }
    }

    List<Lease> drawVetted(int most, RandomGenerator chance) {
        return vetted.draw(most, chance);
    }

    List<Lease> drawUnvetted(int most, RandomGenerator chance) {
        return unvetted.draw(most, chance);
    }

    private Tier tierOf(Lease lease) {
        return lease.isVetted() ? vetted : unvetted;
    }
}
