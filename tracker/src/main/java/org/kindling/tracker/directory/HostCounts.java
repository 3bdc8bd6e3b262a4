package org.kindling.tracker.directory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Bytes;

/**
 * How many leases each address and each neighbourhood holds, and whether it may take one more.
 *
 * <p>Loopback and private ranges are not counted. Rationale: they cannot reach us from outside, and a whole laboratory
 * or company may sit behind one.
 *
 * <p>Counted too is how many leases name an address that their peers did not announce from. Rationale: a record may name a victim, and nobody is called to
 * prove that; so of such records only as many are listed as somebody with two address families, or with a name, needs.
 */
final class HostCounts {
    /** Of those who announced from elsewhere. */
    static final int NAMED_FROM_ELSEWHERE_MAX = 4;

    private final DirectoryLimits limits;
    private final Map<Bytes, Integer> hosts = new LinkedHashMap<>();
    private final Map<Bytes, Integer> neighbourhoods = new LinkedHashMap<>();
    private final Map<String, Integer> named = new LinkedHashMap<>();

    HostCounts(DirectoryLimits limits) {
        this.limits = limits;
    }

    /** Why there is no room for another lease, if there is none. */
    Optional<Refusal> refusal(SeenHost seen) {
        if (hosts.getOrDefault(seen.host(), 0) >= limits.leasesPerHostMax()) {
            return Optional.of(Refusal.TOO_MANY_OF_ONE_HOST);
        }
        if (neighbourhoods.getOrDefault(seen.neighbourhood(), 0) >= limits.leasesPerNeighbourhoodMax()) {
            return Optional.of(Refusal.TOO_MANY_OF_ONE_NEIGHBOURHOOD);
        }
        return Optional.empty();
    }

    /** Why a lease may not take the place of another of the same peer, or of none, if it may not for what its record names. */
    Optional<Refusal> refusal(Lease lease, Optional<Lease> held) {
        List<String> counted = held.map(Lease::namedElsewhere).orElse(List.of());
        return lease.namedElsewhere().stream()
                .filter(host -> !counted.contains(host))
                .filter(host -> named.getOrDefault(host, 0) >= NAMED_FROM_ELSEWHERE_MAX)
                .findAny()
                .map(host -> Refusal.NAMED_FROM_ELSEWHERE);
    }

    void add(Lease lease) {
        SeenHost seen = lease.seen();
        lease.namedElsewhere().forEach(host -> named.merge(host, 1, Integer::sum));
        if (!seen.isNearby()) {
            hosts.merge(seen.host(), 1, Integer::sum);
            neighbourhoods.merge(seen.neighbourhood(), 1, Integer::sum);
        }
    }

    void remove(Lease lease) {
        SeenHost seen = lease.seen();
        lease.namedElsewhere().forEach(host -> named.computeIfPresent(host, HostCounts::oneLess));
        if (!seen.isNearby()) {
            hosts.computeIfPresent(seen.host(), HostCounts::oneLess);
            neighbourhoods.computeIfPresent(seen.neighbourhood(), HostCounts::oneLess);
        }
    }

    /** How many addresses are counted; none is kept without a lease. */
    int size() {
        return hosts.size() + named.size();
    }

    private static @Nullable Integer oneLess(Object key, Integer count) {
        return count > 1 ? Integer.valueOf(count - 1) : null;
    }
}
