package org.kindling.protocol.bittorrent;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
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
 */
final class CompactPeers {
    private static final Bytes MAPPED_IPV4 = Bytes.fromHex("00000000000000000000ffff");

    private CompactPeers() {}

    static void write(List<SwarmPeer> peers, AddressFamily family, ByteBuffer out) {
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
