package org.kindling.protocol.bittorrent;

import org.kindling.protocol.Check;

/**
 * A peer's word to a BitTorrent tracker, whichever protocol carries it (BEP 3, BEP 15).
 *
 * <p>Nothing in it says where the peer is but the port: an address in a request ({@code ip=}, the field of the datagram) is never read.
 * Rationale: it would let anybody point a swarm at anybody.
 *
 * @param port where it takes calls; 0 if nowhere, which is answered and never listed
 * @param want how many peers the answer should hold at most, or {@link #WANT_USUAL}; what is given is the tracker's choice
 */
public record SwarmAnnounce(
        InfoHash infoHash, PeerId peerId, int port, SwarmProgress progress, SwarmEvent event, int want) {
    /** Of whoever leaves it to the tracker (BEP 15: -1). */
    public static final int WANT_USUAL = -1;

    public SwarmAnnounce {
        Check.argument(port >= 0 && port <= 0xffff, "port %s is outside 0..65535", port);
        Check.argument(want >= WANT_USUAL, "want %s is below %s", want, WANT_USUAL);
    }
}
