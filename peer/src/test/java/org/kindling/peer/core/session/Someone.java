package org.kindling.peer.core.session;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

/** A peer for others to meet: a key, an address, and what it says when it says hello. */
public record Someone(NetworkId network, KeyPair pair, Endpoint endpoint) {
    public static final NetworkId NETWORK = new NetworkId(Hash.sha256(new byte[] {1}));
    static final ChainTip GENESIS = new ChainTip(Height.GENESIS, Hash.ZERO, BigInteger.ONE);

    private static final long DAY_MILLIS = 86_400_000;

    /** The peer with this number, at a loopback address of its own. */
    public static Someone numbered(int number) {
        return of(NETWORK, number, new Endpoint("127.0.0.1", 10_000 + number));
    }

    public static Someone of(NetworkId network, int number, Endpoint endpoint) {
        byte[] seed = Hash.sha256(Integer.toString(number).getBytes(StandardCharsets.UTF_8))
                .toArray();
        return new Someone(network, KeyPair.fromSeed(Bytes.wrap(seed)), endpoint);
    }

    public NodeId node() {
        return NodeId.of(pair.publicKey());
    }

    public Door door() {
        return new Door(node(), endpoint);
    }

    /** Valid for a day from the beginning of time. */
    public PeerRecord record() {
        return record(1, DAY_MILLIS);
    }

    public PeerRecord record(long sequence, long expiryMillis) {
        return new PeerRecord.Content(
                        network, pair.publicKey(), sequence, List.of(endpoint), List.of(Role.FULL), 0, expiryMillis)
                .sign(pair);
    }

    public Message.Hello hello() {
        return hello(Message.Hello.VERSION, 0);
    }

    Message.Hello hello(int version, long clockMillis) {
        return new Message.Hello(version, network, record(), GENESIS, "kindling/test", clockMillis, "127.0.0.1");
    }

    public Event.Connected on(LinkId link) {
        return new Event.Connected(link, pair.publicKey(), endpoint);
    }

    public static LinkId inbound(long number) {
        return new LinkId(Direction.INBOUND, number);
    }

    public static LinkId outbound(long number) {
        return new LinkId(Direction.OUTBOUND, number);
    }
}
