package org.kindling.tracker.directory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Bytes;

/**
 * How many leases each address and each neighbourhood holds, and whether it may take one more.
 *
 * <p>Loopback and private ranges are not counted. Rationale: they cannot reach us from outside, and a whole laboratory
 * or company may sit behind one.
 */
final class HostCounts {
    private final DirectoryLimits limits;
    private final Map<Bytes, Integer> hosts = new LinkedHashMap<>();
    private final Map<Bytes, Integer> neighbourhoods = new LinkedHashMap<>();

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

    void add(SeenHost seen) {
        if (!seen.isNearby()) {
            hosts.merge(seen.host(), 1, Integer::sum);
            neighbourhoods.merge(seen.neighbourhood(), 1, Integer::sum);
        }
    }

    void remove(SeenHost seen) {
        if (!seen.isNearby()) {
            hosts.computeIfPresent(seen.host(), HostCounts::oneLess);
            neighbourhoods.computeIfPresent(seen.neighbourhood(), HostCounts::oneLess);
        }
    }

    /** How many addresses are counted; none is kept without a lease. */
    int size() {
        return hosts.size();
    }

    private static @Nullable Integer oneLess(Bytes key, Integer count) {
        return count > 1 ? Integer.valueOf(count - 1) : null;
    }
}
