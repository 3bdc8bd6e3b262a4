package org.kindling.peer.shell.disk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.RememberedPeer;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.MalformedException;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.IdentityCodec;
import org.kindling.protocol.identity.IdentityReader;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * The address book as bytes: a count (4), then for each peer its node id (20), host (length in 2 bytes, modified UTF-8), port (4), when it was last
 * met (8), whether it is an anchor (1), the length of its record (2, 0 if there is none) and the record. Big-endian.
 */
final class AddressBookFile {
    private AddressBookFile() {}

    static byte[] encode(List<RememberedPeer> peers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(peers.size());
        for (RememberedPeer peer : peers) {
            out.write(peer.node().bytes().toArray());
            out.writeUTF(peer.endpoint().host());
            out.writeInt(peer.endpoint().port());
            out.writeLong(peer.lastMetMillis());
            out.writeBoolean(peer.isAnchor());
            byte[] record = peer.record().map(IdentityCodec::encode).orElse(new byte[0]);
            out.writeShort(record.length);
            out.write(record);
        }
        return bytes.toByteArray();
    }

    static List<RememberedPeer> decode(byte[] bytes) throws MalformedException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            List<RememberedPeer> peers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                peers.add(peer(in));
            }
            return peers;
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedException(Fault.UNREADABLE, "an address book: " + e.getMessage(), e);
        }
    }

    private static RememberedPeer peer(DataInputStream in) throws IOException, MalformedException {
        NodeId node = new NodeId(Bytes.wrap(exactly(in, NodeId.SIZE)));
        Endpoint endpoint = new Endpoint(in.readUTF(), in.readInt());
        long lastMetMillis = in.readLong();
        boolean isAnchor = in.readBoolean();
        byte[] record = exactly(in, in.readUnsignedShort());
        Optional<PeerRecord> read = record.length == 0 ? Optional.empty() : Optional.of(IdentityReader.record(record));
        return new RememberedPeer(node, endpoint, read, lastMetMillis, isAnchor);
    }

    private static byte[] exactly(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }
}
