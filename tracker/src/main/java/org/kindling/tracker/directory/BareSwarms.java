package org.kindling.tracker.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kindling.protocol.bittorrent.InfoHash;

/** The swarms that have peers known by address alone, found by info-hash. Chained; the hash is keyed by chance. */
final class BareSwarms {
    private static final int PLACES_MIN = 16;

    private final long seed;
    private @Nullable BareSwarm[] table = new BareSwarm[PLACES_MIN];
    private int size;

    BareSwarms(long seed) {
        this.seed = seed;
    }

    int size() {
        return size;
    }

    Optional<BareSwarm> find(InfoHash hash) {
        long first = first(hash);
        long second = second(hash);
        int third = third(hash);
        BareSwarm swarm = table[home(first, second, third, table.length)];
        while (swarm != null && !swarm.is(first, second, third)) {
            swarm = swarm.next;
        }
        return Optional.ofNullable(swarm);
    }

    /** All there are now. */
    List<BareSwarm> all() {
        List<BareSwarm> found = new ArrayList<>(size);
        for (BareSwarm head : table) {
            for (BareSwarm swarm = head; swarm != null; swarm = swarm.next) {
                found.add(swarm);
            }
        }
        return found;
    }

    /** A swarm that is not here yet. */
    BareSwarm add(InfoHash hash) {
        if (size == table.length) {
            grow();
        }
        BareSwarm swarm = new BareSwarm(first(hash), second(hash), third(hash));
        chain(swarm, table);
        size++;
        return swarm;
    }

    void remove(BareSwarm swarm) {
        int home = home(swarm.first, swarm.second, swarm.third, table.length);
        BareSwarm before = null;
        BareSwarm here = table[home];
        while (here != null && here != swarm) {
            before = here;
            here = here.next;
        }
        if (here == null) {
            return;
        }
        if (before == null) {
            table[home] = here.next;
        } else {
            before.next = here.next;
        }
        size--;
    }

    private void grow() {
        @Nullable BareSwarm[] larger = new BareSwarm[2 * table.length];
        for (BareSwarm head : table) {
            BareSwarm swarm = head;
            while (swarm != null) {
                BareSwarm after = swarm.next;
                chain(swarm, larger);
                swarm = after;
            }
        }
        table = larger;
    }

    private void chain(BareSwarm swarm, @Nullable BareSwarm[] into) {
        int home = home(swarm.first, swarm.second, swarm.third, into.length);
        swarm.next = into[home];
        into[home] = swarm;
    }

    private int home(long first, long second, int third, int places) {
        return (int) BareSwarm.hash(seed, first, second, third) & (places - 1);
    }

    private static long first(InfoHash hash) {
        return hash.bytes().longAt(0);
    }

    private static long second(InfoHash hash) {
        return hash.bytes().longAt(Long.BYTES);
    }

    private static int third(InfoHash hash) {
        return hash.bytes().intAt(2 * Long.BYTES);
    }
}
