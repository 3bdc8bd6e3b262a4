package org.kindling.protocol.identity;

import java.nio.ByteBuffer;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;

/** The hash of a network's spec; wire magic, tracker swarm and LAN service name derive from it. */
public record NetworkId(Hash hash) implements Comparable<NetworkId> {
    private static final int SWARM_BYTES = 20;

    /** The first four bytes, big-endian: what every frame begins with. */
    public int magic() {
        return ByteBuffer.wrap(hash.bytes().toArray()).getInt();
    }

    /** What a tracker files this network under; as long as a BitTorrent info-hash (BEP 3). */
    public Bytes swarm() {
        return hash.bytes().slice(0, SWARM_BYTES);
    }

    /** All 64 hexadecimal digits. */
    public String hex() {
        return hash.hex();
    }

    @Override
    public int compareTo(NetworkId other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return hash.shortHex();
    }
}
