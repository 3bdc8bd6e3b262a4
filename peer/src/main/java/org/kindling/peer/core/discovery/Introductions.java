package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.announce.TrackerUrl;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmProgress;
import org.kindling.protocol.bittorrent.SwarmReply;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;

/**
 * What we say to trackers outside, and what becomes of their answers.
 *
 * <p>An answer is bare addresses, each a hint: called, proven, only then remembered ({@link Strangers}), a quarter of the room for one tracker. Those that
 * find no room wait for it while fewer than two links stand. Rationale: many of a swarm may be gone (opentracker names them for 45 minutes), and the
 * tracker must not be asked again for a quarter of an hour or longer.
 */
final class Introductions {
    private static final int LINKS_ENOUGH = 2;
    private static final int WAITING_MAX = 64;

    private final AddressBook book;
    private final Chance chance;
    private final Map<String, List<Endpoint>> waiting = new LinkedHashMap<>();

    Introductions(AddressBook book, Chance chance) {
        this.book = book;
        this.chance = chance;
    }

    /**
     * Our word to a tracker outside. It sees our address itself; all that we tell is the port.
     *
     * @param openPort where calls come in, if our record does not say
     */
    static SwarmAnnounce announce(PeerRecord self, int openPort, Occasion occasion, int want) {
        int port =
                self.endpoints().isEmpty() ? openPort : self.endpoints().get(0).port();
        return new SwarmAnnounce(
                InfoHash.of(self.network()),
                PeerId.of(self.network(), self.nodeId()),
                port,
                SwarmProgress.NEVER_DONE,
                event(occasion),
                want);
    }

    private static SwarmEvent event(Occasion occasion) {
        return switch (occasion) {
            case STARTED -> SwarmEvent.STARTED;
            case REGULAR -> SwarmEvent.REGULAR;
            case STOPPED -> SwarmEvent.STOPPED;
        };
    }

    /** Whom of an answer we could call: not ourselves, whom opentracker names too, nobody it cannot know, and no services of a system. */
    static List<Endpoint> hints(SwarmReply reply, Optional<TrackerUrl> from, List<Endpoint> own) {
        return reply.peers().stream()
                .filter(peer -> from.filter(url -> url.canKnow(peer.address())).isPresent())
                .filter(peer -> peer.address().isOpenToHearsay(peer.port()))
                .map(SwarmPeer::endpoint)
                .filter(endpoint -> !own.contains(endpoint))
                .distinct()
                .toList();
    }

    /** How many of an answer are where that tracker cannot know anybody, in words; empty if none. */
    static String leftOut(SwarmReply reply, TrackerUrl from) {
        long unknowable = reply.peers().stream()
                .filter(peer -> !from.canKnow(peer.address()))
                .count();
        return unknowable == 0
                ? ""
                : unknowable + " left out whose private addresses a tracker in the internet cannot know; if it is in"
                        + " your private network, name it by its IP address";
    }

    /** A tracker outside named these. */
    void heard(String tracker, List<Endpoint> hints) {
        List<Endpoint> shuffled = new ArrayList<>(hints);
        chance.shuffle(shuffled);
        waiting.put(tracker, shuffled.stream().limit(WAITING_MAX).toList());
        offer();
    }

    private void offer() {
        waiting.replaceAll((tracker, hints) ->
                hints.stream().filter(hint -> book.hint(hint, tracker)).toList());
        waiting.values().removeIf(List::isEmpty);
    }

    /** Offers again what found no room, as long as we are lonely. */
    void wake(int links) {
        if (links >= LINKS_ENOUGH) {
            waiting.clear();
        } else if (!waiting.isEmpty()) {
            offer();
        }
    }
}
