package org.kindling.protocol.bittorrent;

import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.identity.NetworkId;

/** What a BitTorrent tracker files a swarm under: 20 bytes (BEP 3's {@code info_hash}, a SHA-1; here any 20 bytes). */
public record InfoHash(Bytes bytes) implements Comparable<InfoHash> {
    /** The length of every info-hash, in bytes. */
    public static final int SIZE = 20;

    public InfoHash {
        Check.argument(bytes.size() == SIZE, "an info-hash has %s bytes, not %s", SIZE, bytes.size());
    }

    /**
     * The swarm of a network: {@link NetworkId#swarm}.
     *
     * <p>Rationale: the beginning of the id itself, so that a tracker which knows its networks finds the network of a swarm by looking.
     * Nobody founds a network for a given swarm, which takes 2^160 tries; but anybody can announce an id that begins with it.
     */
    public static InfoHash of(NetworkId network) {
        return new InfoHash(network.swarm());
    }

    @Override
    public int compareTo(InfoHash other) {
        return bytes.compareTo(other.bytes);
    }

    /** All 40 hexadecimal digits. */
    @Override
    public String toString() {
        return bytes.hex();
    }
}
