package org.kindling.tracker.directory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.kindling.protocol.Check;
import org.kindling.protocol.InvariantBroken;
import org.kindling.protocol.identity.NodeId;

/**
 * Leases among which to choose at random in constant time.
 *
 * <p>Their order means nothing, so a lease that leaves is replaced by the last one, and drawing may shuffle them in place.
 */
final class Tier {
    private final List<Lease> leases = new ArrayList<>();
    private final Map<NodeId, Integer> positions = new LinkedHashMap<>();

    int size() {
        return leases.size();
    }

    void add(Lease lease) {
        Integer before = positions.put(lease.node(), leases.size());
        Check.invariant(before == null, "%s is in the tier already", lease.node());
        leases.add(lease);
    }

    void remove(Lease lease) {
        Integer position = positions.remove(lease.node());
        if (position == null) {
            throw new InvariantBroken(lease.node() + " is not in the tier");
        }
        Lease last = leases.remove(leases.size() - 1);
        if (position < leases.size()) {
            place(last, position);
        }
    }

    /** A fair sample without repetition, in random order: the first steps of a shuffle (Fisher–Yates). */
    List<Lease> draw(int most, RandomGenerator chance) {
        int count = Math.min(most, leases.size());
        for (int i = 0; i < count; i++) {
            int other = i + chance.nextInt(leases.size() - i);
            Lease drawn = leases.get(other);
            place(leases.get(i), other);
            place(drawn, i);
        }
        return List.copyOf(leases.subList(0, count));
    }

    private void place(Lease lease, int position) {
        leases.set(position, lease);
        positions.put(lease.node(), position);
    }
}
