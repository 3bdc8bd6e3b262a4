package org.kindling.protocol.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;

/** The hash of a network's spec; wire magic, tracker swarm and LAN service name derive from it. */
public record NetworkId(Hash hash) implements Comparable<NetworkId> {
    private static final int SWARM_BYTES = 20;
    private static final byte[] LAN = "lan".getBytes(StandardCharsets.US_ASCII);

    /** The first four bytes, big-endian: what every frame begins with. */
    public int magic() {
        return ByteBuffer.wrap(hash.bytes().toArray()).getInt();
    }

    /** What a tracker files this network under; as long as a BitTorrent info-hash (BEP 3). */
    public Bytes swarm() {
        return hash.bytes().slice(0, SWARM_BYTES);
    }

    /** What peers of this network say on a local network, 64 hexadecimal digits; whoever only hears it does not know the id. */
    public String lan() {
        return Hash.tagged(Domain.NETWORK_NAME, LAN, hash.toArray()).hex();
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
