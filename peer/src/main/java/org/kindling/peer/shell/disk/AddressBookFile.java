package org.kindling.peer.shell.disk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.peer.boundary.Ban;
import org.kindling.peer.boundary.RememberedBook;
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
 * The address book as bytes: the version of this form (1), the secret of its tables (32), a count (4), then for each peer its node id (20), host
 * and port (length in 2 bytes, modified UTF-8; 4), source (length in 2 bytes, modified UTF-8), when it was last met (8) and last answered a call
 * (8), whether it is an anchor (1), the length of its record (2, 0 if there is none) and the record; then a count of bans (4) and for each whom and
 * why (length in 2 bytes, modified UTF-8, each) and until when (8). Big-endian. The form before this one ended before the bans, and is still read.
 */
final class AddressBookFile {
    private static final int VERSION = 3;
    private static final int VERSION_WITHOUT_BANS = 2;

    private AddressBookFile() {}

    static byte[] encode(RememberedBook book) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(VERSION);
        out.write(book.secret().toArray());
        out.writeInt(book.peers().size());
        for (RememberedPeer peer : book.peers()) {
            out.write(peer.node().bytes().toArray());
            out.writeUTF(peer.endpoint().host());
            out.writeInt(peer.endpoint().port());
            out.writeUTF(peer.source());
            out.writeLong(peer.lastMetMillis());
            out.writeLong(peer.lastAnsweredMillis());
            out.writeBoolean(peer.isAnchor());
            byte[] record = peer.record().map(IdentityCodec::encode).orElse(new byte[0]);
            out.writeShort(record.length);
            out.write(record);
        }
        out.writeInt(book.bans().size());
        for (Ban ban : book.bans()) {
            out.writeUTF(ban.whom());
            out.writeUTF(ban.reason());
            out.writeLong(ban.untilMillis());
        }
        return bytes.toByteArray();
    }

    static RememberedBook decode(byte[] bytes) throws MalformedException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION && version != VERSION_WITHOUT_BANS) {
                throw new MalformedException(Fault.UNREADABLE, "an address book of version " + version);
            }
            Bytes secret = Bytes.wrap(exactly(in, RememberedBook.SECRET_SIZE));
            int count = in.readInt();
            List<RememberedPeer> peers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                peers.add(peer(in));
            }
            List<Ban> bans = new ArrayList<>();
            int banned = version == VERSION_WITHOUT_BANS ? 0 : in.readInt();
            for (int i = 0; i < banned; i++) {
                bans.add(new Ban(in.readUTF(), in.readUTF(), in.readLong()));
            }
            return new RememberedBook(secret, peers, bans);
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedException(Fault.UNREADABLE, "an address book: " + e.getMessage(), e);
        }
    }

    private static RememberedPeer peer(DataInputStream in) throws IOException, MalformedException {
        NodeId node = new NodeId(Bytes.wrap(exactly(in, NodeId.SIZE)));
        Endpoint endpoint = new Endpoint(in.readUTF(), in.readInt());
        String source = in.readUTF();
        long lastMetMillis = in.readLong();
        long lastAnsweredMillis = in.readLong();
        boolean isAnchor = in.readBoolean();
        byte[] record = exactly(in, in.readUnsignedShort());
        Optional<PeerRecord> read = record.length == 0 ? Optional.empty() : Optional.of(IdentityReader.record(record));
        return new RememberedPeer(node, endpoint, read, source, lastMetMillis, lastAnsweredMillis, isAnchor);
    }

    private static byte[] exactly(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }
}
