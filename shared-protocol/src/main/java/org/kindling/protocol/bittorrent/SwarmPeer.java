package org.kindling.protocol.bittorrent;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IpAddress;

/**
 * Where somebody of a swarm is said to be. A hint: dial, and only then believe.
 *
 * @param id the peer id where the answer tells it (BEP 3's dictionaries), else empty
 */
public record SwarmPeer(IpAddress address, int port, Bytes id) {
    public SwarmPeer {
        Check.argument(port >= 1 && port <= 0xffff, "port %s is outside 1..65535", port);
        Check.argument(
                id.isEmpty() || id.size() == PeerId.SIZE, "a peer id has %s bytes, not %s", PeerId.SIZE, id.size());
    }

    /** A peer whose id is not told. */
    public SwarmPeer(IpAddress address, int port) {
        this(address, port, Bytes.EMPTY);
    }

    /** What a stranger writes, IPv6 with or without brackets; nothing if it is no address that can be dialled. */
    static Optional<SwarmPeer> at(String address, long port) {
        boolean isBracketed = address.startsWith("[") && address.endsWith("]") && address.length() > 2;
        String literal = isBracketed ? address.substring(1, address.length() - 1) : address;
        return isPort(port)
                ? IpAddress.parse(literal).map(parsed -> new SwarmPeer(parsed, (int) port))
                : Optional.empty();
    }

    /** What a peer can be dialled by. */
    public Endpoint endpoint() {
        return new Endpoint(address.text(), port);
    }

    /** The peer without its id. */
    SwarmPeer withoutId() {
        return id.isEmpty() ? this : new SwarmPeer(address, port);
    }

    /** The peers without their ids; most often none has one, and a tracker makes such a list for every announce. */
    static List<SwarmPeer> withoutIds(List<SwarmPeer> peers) {
        if (peers instanceof CompactPeers) {
            return peers;
        }
        for (SwarmPeer peer : peers) {
            if (!peer.id().isEmpty()) {
                return peers.stream().map(SwarmPeer::withoutId).toList();
            }
        }
        return List.copyOf(peers);
    }

    /** Whether this is a port that somebody can listen on. */
    static boolean isPort(long port) {
        return port >= 1 && port <= 0xffff;
    }

    /** IPv4 first, as compact answers carry them; otherwise as they were. */
    static List<SwarmPeer> ipv4First(List<SwarmPeer> peers) {
        return Stream.concat(
                        peers.stream().filter(peer -> peer.address().isIpv4()),
                        peers.stream().filter(peer -> !peer.address().isIpv4()))
                .toList();
    }
}
