package org.kindling.protocol.bittorrent;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Check;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.IpAddress;

/**
 * Peers as addresses and ports one after another, big-endian: 6 bytes each (BEP 23), or 18 (BEP 7).
 *
 * <p>An IPv4 address among IPv6 ones is written as RFC 4291 §2.5.5.2 maps it, and read as IPv4. A port of 0 is skipped: opentracker lists those
 * who announced none, and nobody can dial them.
 *
 * <p>A list that never changes, of peers whose ids are not told. Rationale: a tracker answers a hundred thousand announces a second with fifty peers
 * each, of which nobody looks at any before they are sent.
 */
public final class CompactPeers extends AbstractList<SwarmPeer> implements RandomAccess {
    private static final Bytes MAPPED_IPV4 = Bytes.fromHex("00000000000000000000ffff");

    private final Bytes bytes;
    private final AddressFamily family;

    /** @param bytes none with a port of 0 */
    public CompactPeers(Bytes bytes, AddressFamily family) {
        Check.argument(bytes.size() % family.peerBytes() == 0, "%s bytes of %s peers", bytes.size(), family);
        this.bytes = bytes;
        this.family = family;
    }

    /** The same peers, which will not change. */
    public static List<SwarmPeer> copyOf(List<SwarmPeer> peers) {
        return peers instanceof CompactPeers ? peers : List.copyOf(peers);
    }

    @Override
    public SwarmPeer get(int index) {
        Objects.checkIndex(index, size());
        int start = index * family.peerBytes();
        int port = start + family.addressBytes();
        return new SwarmPeer(
                new IpAddress(bytes.slice(start, port)),
                Byte.toUnsignedInt(bytes.at(port)) << Byte.SIZE | Byte.toUnsignedInt(bytes.at(port + 1)));
    }

    @Override
    public int size() {
        return bytes.size() / family.peerBytes();
    }

    static void write(List<SwarmPeer> peers, AddressFamily family, ByteBuffer out) {
        if (peers instanceof CompactPeers compact && compact.family == family) {
            compact.bytes.writeTo(out);
            return;
        }
        for (SwarmPeer peer : peers) {
            boolean isMapped = peer.address().isIpv4() && family == AddressFamily.IPV6;
            int length = peer.address().bytes().size() + (isMapped ? MAPPED_IPV4.size() : 0);
            Check.argument(length == family.addressBytes(), "%s is no %s address", peer.address(), family);
            if (isMapped) {
                MAPPED_IPV4.writeTo(out);
            }
            peer.address().bytes().writeTo(out);
            out.putShort((short) peer.port());
        }
    }

    static Bytes write(List<SwarmPeer> peers, AddressFamily family) {
        byte[] out = new byte[family.peerBytes() * peers.size()];
        write(peers, family, ByteBuffer.wrap(out));
        return Bytes.wrap(out);
    }

    /** All that remains in the buffer; of more than {@link SwarmReply#PEERS_MAX} the first. */
    static List<SwarmPeer> read(ByteBuffer in, AddressFamily family) throws MalformedException {
        if (in.remaining() % family.peerBytes() != 0) {
            throw new MalformedException(
                    Fault.OUT_OF_RANGE,
                    "peers of " + family.peerBytes() + " bytes each, together " + in.remaining() + " bytes");
        }
        List<SwarmPeer> peers = new ArrayList<>();
        while (in.hasRemaining() && peers.size() < SwarmReply.PEERS_MAX) {
            byte[] address = new byte[family.addressBytes()];
            in.get(address);
            int port = Short.toUnsignedInt(in.getShort());
            if (SwarmPeer.isPort(port)) {
                peers.add(new SwarmPeer(new IpAddress(Bytes.wrap(address)), port));
            }
        }
        return peers;
    }
}
