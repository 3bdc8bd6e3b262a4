package org.kindling.protocol.bittorrent;

import org.kindling.protocol.Bytes;
import org.kindling.protocol.Samples;
import org.kindling.protocol.identity.IpAddress;
import org.kindling.protocol.identity.NodeId;

/** What the tests of this package send about: the network of the vectors, and a torrent that real programs were watched with. */
final class Sent {
    static final InfoHash SWARM = InfoHash.of(Samples.spec().id());
    static final InfoHash OTHER_SWARM = new InfoHash(Samples.hash(2).bytes().slice(0, InfoHash.SIZE));
    static final PeerId SELF =
            PeerId.of(Samples.spec().id(), NodeId.of(Samples.key(1).publicKey()));

    /** Of the torrent that real programs were watched with. */
    static final InfoHash WATCHED = new InfoHash(Bytes.fromHex("1ebbf553c1b42b594a912b088e6a8ec0415445d0"));

    static final SwarmPeer IPV4_PEER = peer("203.0.113.7", 4711);
    static final SwarmPeer OTHER_IPV4_PEER = peer("203.0.113.8", 4712);
    static final SwarmPeer IPV6_PEER = peer("2001:db8::7", 4712);

    private Sent() {}

    static SwarmAnnounce announce(SwarmEvent event) {
        return new SwarmAnnounce(SWARM, SELF, 4711, SwarmProgress.NEVER_DONE, event, 32);
    }

    static SwarmPeer peer(String address, int port) {
        return new SwarmPeer(IpAddress.parse(address).orElseThrow(), port);
    }
}
