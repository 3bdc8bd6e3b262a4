package org.kindling.tracker.directory;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.Bytes;

/**
 * Where in the space of addresses the listed stand: a tree of prefixes (/8, /16, /24 of IPv4; /24, /32, /48 of IPv6) with how many stand under each. What
 * is near us (loopback, private ranges) is one corner of its own.
 *
 * <p>After the IP tree of DISC-NG, which counts every bit. Rationale for whole bytes: addresses are given away in such pieces, and three levels take a tenth of
 * the memory.
 */
final class Corners {
    /** Of the room in the directory, what one corner may hold before it counts as full: an eighth, a 64th, a 512th. */
    private static final int[] SHARE = {8, 64, 512};

    private static final int[] IPV4_BYTES = {1, 2, 3};
    private static final int[] IPV6_BYTES = {3, 4, 6};
    private static final long NEARBY = -1;

    private final int room;
    private final Corner root = new Corner();

    /** @param room leases that the directory holds */
    Corners(int room) {
        this.room = room;
    }

    private static final class Corner {
        private int size;
        private @Nullable TreeMap<Long, Corner> inner;
        private @Nullable TreeSet<Lease> leases;

        Corner at(long key) {
            if (inner == null) {
                inner = new TreeMap<>();
            }
            return inner.computeIfAbsent(key, unknown -> new Corner());
        }

        @Nullable
        Corner find(long key) {
            return inner == null ? null : inner.get(key);
        }
    }

    void add(Lease lease) {
        Corner corner = root;
        corner.size++;
        for (long key : path(lease.seen())) {
            corner = corner.at(key);
            corner.size++;
        }
        if (corner.leases == null) {
            corner.leases = new TreeSet<>(Lease.BY_EXPIRY);
        }
        corner.leases.add(lease);
    }

    /** One that is here. Corners that nobody stands in are forgotten. */
    void remove(Lease lease) {
        Corner corner = root;
        corner.size--;
        for (long key : path(lease.seen())) {
            Corner next = corner.at(key);
            next.size--;
            if (next.size == 0 && corner.inner != null) {
                corner.inner.remove(key);
            }
            corner = next;
        }
        if (corner.leases != null) {
            corner.leases.remove(lease);
        }
    }

    /** Who shall make room for a newcomer: of the most crowded part of the most crowded part, and so on, whoever would lapse first. */
    Optional<Lease> mostCrowded() {
        Corner corner = root;
        while (corner.inner != null && !corner.inner.isEmpty()) {
            Corner heaviest = corner;
            int most = 0;
            for (Map.Entry<Long, Corner> entry : corner.inner.entrySet()) {
                if (entry.getValue().size > most) {
                    most = entry.getValue().size;
                    heaviest = entry.getValue();
                }
            }
            corner = heaviest;
        }
        return Optional.ofNullable(corner.leases).map(TreeSet::first);
    }

    /** How full the fullest of the corners is in which this address stands, 0 to 1; 0 for what is near us. */
    double similarity(SeenHost seen) {
        if (seen.isNearby()) {
            return 0;
        }
        double fullest = 0;
        Corner corner = root;
        long[] path = path(seen);
        for (int level = 0; level < path.length && corner != null; level++) {
            corner = corner.find(path[level]);
            double most = Math.max(1, (double) room / SHARE[level]);
            fullest = Math.max(fullest, corner == null ? 0 : corner.size / most);
        }
        return Math.min(1, fullest);
    }

    /** A key of each level, none of which is a key of another length. */
    private static long[] path(SeenHost seen) {
        if (seen.isNearby()) {
            return new long[] {NEARBY};
        }
        Bytes ip = seen.ip().bytes();
        int[] lengths = seen.ip().isIpv4() ? IPV4_BYTES : IPV6_BYTES;
        long[] keys = new long[lengths.length];
        for (int level = 0; level < keys.length; level++) {
            keys[level] = ByteBuffer.allocate(Long.BYTES)
                    .put((byte) lengths[level])
                    .put(ip.slice(0, lengths[level]).toArray())
                    .getLong(0);
        }
        return keys;
    }
}
