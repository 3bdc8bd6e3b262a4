package org.kindling.tracker.directory;

import java.util.Collection;
import java.util.TreeSet;
import org.kindling.protocol.bittorrent.InfoHash;

/** Which swarms may be announced by address alone. Injectable, because a public tracker serves everybody and others only what they were told to. */
@FunctionalInterface
public interface SwarmRule {
    boolean serves(InfoHash swarm);

    /** Whatever is announced. */
    static SwarmRule every() {
        return swarm -> true;
    }

    /** These. Whether a swarm is here is not told to who asks about its size: it has none. */
    static SwarmRule only(Collection<InfoHash> swarms) {
        TreeSet<InfoHash> served = new TreeSet<>(swarms);
        return served::contains;
    }
}
