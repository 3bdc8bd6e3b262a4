package org.kindling.protocol.identity;

import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.PublicKey;

/** A peer's name: the first 20 bytes of the SHA-256 of its node key. */
public record NodeId(Bytes bytes) implements Comparable<NodeId> {
    /** The length of every node id, in bytes. */
    public static final int SIZE = 20;

    public NodeId {
        Check.argument(bytes.size() == SIZE, "a node id has %s bytes, not %s", SIZE, bytes.size());
    }

    /** The name of whoever holds this key. */
    public static NodeId of(PublicKey key) {
        return new NodeId(Hash.sha256(key.bytes().toArray()).bytes().slice(0, SIZE));
    }

    /** All 40 hexadecimal digits. */
    public String hex() {
        return bytes.hex();
    }

    /** The first eight digits, enough for a person to tell two apart. */
    public String shortHex() {
        return bytes.slice(0, 4).hex();
    }

    @Override
    public int compareTo(NodeId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return shortHex();
    }
}
