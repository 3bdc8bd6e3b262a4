package org.kindling.peer.shell.tracker;

import org.kindling.protocol.bittorrent.InfoHash;
import org.kindling.protocol.bittorrent.PeerId;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.bittorrent.SwarmEvent;
import org.kindling.protocol.bittorrent.SwarmProgress;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;

/** Peers of one network as BitTorrent trackers hear of them. */
final class Swarmers {
    /** Its beginning holds bytes of every kind: below space, above 127, and those that URLs reserve. */
    private static final NetworkId NETWORK = new NetworkId(Hash.sha256(new byte[] {1}));

    private Swarmers() {}

    static SwarmAnnounce announce(int number, int port) {
        KeyPair key = KeyPair.fromSeed(Hash.sha256(new byte[] {(byte) number}).bytes());
        return new SwarmAnnounce(
                InfoHash.of(NETWORK),
                PeerId.of(NETWORK, NodeId.of(key.publicKey())),
                port,
                SwarmProgress.NEVER_DONE,
                SwarmEvent.STARTED,
                50);
    }
}
