package org.kindling.tracker.directory;

import java.nio.ByteBuffer;
import java.util.List;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.Announce.Occasion;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.identity.Role;

/** A peer as a tracker sees it: a key, a place, and the record it signs anew only when its sequence rises. */
record Announcer(KeyPair key, SeenHost seen, Endpoint endpoint, NetworkId network, long sequence, long expiryMillis) {
    private static final long FAR_AHEAD_MILLIS = 1_800_000_000_000L + 12 * 3_600_000L;

    static Announcer at(int number, SeenHost seen) {
        byte[] seed = ByteBuffer.allocate(4).putInt(number).array();
        return new Announcer(
                KeyPair.fromSeed(Hash.sha256(seed).bytes()),
                seen,
                new Endpoint(seen.text(), 7000),
                World.NETWORK,
                1,
                FAR_AHEAD_MILLIS);
    }

    Announcer in(NetworkId other) {
        return new Announcer(key, seen, endpoint, other, sequence, expiryMillis);
    }

    Announcer withSequence(long other) {
        return new Announcer(key, seen, endpoint, network, other, expiryMillis);
    }

    Announcer withExpiryMillis(long other) {
        return new Announcer(key, seen, endpoint, network, sequence, other);
    }

    Announcer seenFrom(SeenHost other) {
        return new Announcer(key, other, endpoint, network, sequence, expiryMillis);
    }

    NodeId node() {
        return NodeId.of(key.publicKey());
    }

    PeerRecord record() {
        return recordAt(endpoint);
    }

    PeerRecord recordAt(Endpoint... endpoints) {
        return new PeerRecord.Content(
                        network, key.publicKey(), sequence, List.of(endpoints), List.of(Role.FULL), 0, expiryMillis)
                .sign(key);
    }

    Announce announce(Occasion occasion, int want) {
        return new Announce(network, record(), occasion, want);
    }

    Announce announce(Occasion occasion) {
        return announce(occasion, 32);
    }
}
