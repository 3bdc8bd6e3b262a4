package org.kindling.tracker.directory;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Networks whose ids begin alike, and so are one swarm to BitTorrent: nearly always one, but whoever likes announces an id that begins as somebody else's.
 *
 * <p>Which of them an asker hears of is drawn each time, the more likely the more of its peers we reached. Rationale: nobody here can tell which was meant, and
 * who comes last, or with many ids, must not take the swarm from whoever is there.
 */
final class Namesakes {
    private final Set<Swarm> swarms = new LinkedHashSet<>();

    void add(Swarm swarm) {
        swarms.add(swarm);
    }

    void remove(Swarm swarm) {
        swarms.remove(swarm);
    }

    boolean isEmpty() {
        return swarms.isEmpty();
    }

    /** How many peers there are in all of them. */
    int peers() {
        return swarms.stream().mapToInt(Swarm::size).sum();
    }

    /** One of them, of which there must be some. */
    Swarm any(RandomGenerator chance) {
        Swarm drawn = swarms.iterator().next();
        if (swarms.size() == 1) {
            return drawn;
        }
        boolean areReached = swarms.stream().anyMatch(swarm -> swarm.vettedSize() > 0);
        int before = 0;
        for (Swarm swarm : swarms) {
            int weight = areReached ? swarm.vettedSize() : swarm.size();
            before += weight;
            // Each is kept with its share of all so far: then all have had their share in the end (reservoir sampling).
            if (weight > 0 && chance.nextInt(before) < weight) {
                drawn = swarm;
            }
        }
        return drawn;
    }
}
