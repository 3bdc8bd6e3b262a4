package org.kindling.tracker.foreign;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.TreeSet;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmPeer;
import org.kindling.protocol.bittorrent.SwarmProgress;

/** A BitTorrent client of this machine that asks one tracker. */
interface Asker {
    /** What a refusal comes to. */
    Named NOBODY = new Named(List.of(), -1, -1);

    /**
     * An announce.
     *
     * @param port who announces
     * @param left how many bytes it has still to load, 0 if it has all
     */
    record Question(InfoHash swarm, int port, long left, SwarmEvent event) {
        SwarmAnnounce announce() {
            PeerId id = new PeerId(Bytes.wrap(("-XX0000-abcdefg" + port + "!").getBytes(US_ASCII)));
            return new SwarmAnnounce(swarm, id, port, new SwarmProgress(0, 0, left), event, 50);
        }
    }

    /**
     * The ports of those named, in order, without the asker's own: opentracker names it, we do not.
     *
     * @param complete who has all
     * @param incomplete everybody else
     */
    record Named(List<Integer> ports, int complete, int incomplete) {
        static Named of(List<SwarmPeer> peers, Question asked, int complete, int incomplete) {
            TreeSet<Integer> ports = new TreeSet<>();
            peers.forEach(peer -> ports.add(peer.port()));
            ports.remove(asked.port());
            return new Named(List.copyOf(ports), complete, incomplete);
        }
    }

    Named announce(Question question);

    /** Complete and incomplete, as a scrape tells them. */
    List<Integer> size(InfoHash swarm);
}
