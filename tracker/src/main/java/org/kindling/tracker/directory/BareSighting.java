package org.kindling.tracker.directory;

import org.kindling.protocol.Check;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmProgress;

/**
 * What one directory tells another of a peer that is known by address alone.
 *
 * @param seen where the announce came from
 * @param atMillis when, Unix time
 */
public record BareSighting(InfoHash swarm, SeenHost seen, int port, PeerId peerId, Presence presence, long atMillis) {
    private static final SwarmProgress DONE = new SwarmProgress(0, 0, 0);

    /** What became of the peer. */
    public enum Presence {
        /** It is there and wants more of the file. */
        LEECHING,
        /** It is there and has all of it. */
        SEEDING,
        /** It took leave. */
        LEFT
    }

    public BareSighting {
        Check.argument(port >= 1 && port <= 0xffff, "port %s is outside 1..65535", port);
    }

    static BareSighting of(SwarmAsk ask, long atMillis) {
        SwarmAnnounce announce = ask.announce();
        Presence there = ask.isSeeder() ? Presence.SEEDING : Presence.LEECHING;
        return new BareSighting(
                announce.infoHash(),
                ask.seen(),
                announce.port(),
                announce.peerId(),
                announce.event() == SwarmEvent.STOPPED ? Presence.LEFT : there,
                atMillis);
    }

    /** The same by a clock that is so much ahead. */
    public BareSighting later(long millis) {
        return new BareSighting(swarm, seen, port, peerId, presence, atMillis + millis);
    }

    /** As the peer itself asked, who is told nothing. */
    SwarmAsk ask() {
        SwarmEvent event = presence == Presence.LEFT ? SwarmEvent.STOPPED : SwarmEvent.REGULAR;
        SwarmProgress progress = presence == Presence.SEEDING ? DONE : SwarmProgress.NEVER_DONE;
        return new SwarmAsk(
                new SwarmAnnounce(swarm, peerId, port, progress, event, 0), seen, SwarmAsk.Reach.BOTH, false);
    }

    Place place() {
        return new Place(swarm, BareAddress.of(seen.ip(), port));
    }

    /** Who it is: that is all anybody knows. */
    record Place(InfoHash swarm, BareAddress address) {}
}
