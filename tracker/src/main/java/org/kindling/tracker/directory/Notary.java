package org.kindling.tracker.directory;

import java.util.List;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.announce.AnnounceReply;
import org.kindling.protocol.announce.TrackerHead;
import org.kindling.protocol.crypto.Domain;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.KeyPair;
import org.kindling.protocol.crypto.MerkleTree;
import org.kindling.protocol.identity.NodeId;

/**
 * Signs what a directory says, so that peers can hold it to its word.
 *
 * <p>Its clock never runs backwards. Rationale: "listed from then to then" and "not listed at that moment" contradict each other only if
 * moments follow each other in the order of what happened.
 *
 * <p>The set of members is looked at every ten seconds, each time at a moment of its own. Rationale: peers that announce within ten seconds
 * can compare what they were shown; two looks at one moment could honestly differ.
 *
 * <p>Signing takes 60 µs of the directory's thread, a look at fifty thousand members 60 ms.
 */
public final class Notary {
    static final long SNAPSHOT_MILLIS = 10_000;

    private final KeyPair key;
    private final long upSinceMillis;
    private long nowMillis;
    private long lastSnapshotMillis;

    /** @param upSinceMillis when this life of the tracker began, Unix time */
    public Notary(KeyPair key, long upSinceMillis) {
        this.key = key;
        this.upSinceMillis = upSinceMillis;
        this.nowMillis = upSinceMillis;
    }

    /** The time, which never runs backwards. */
    long steady(long clockMillis) {
        nowMillis = Math.max(nowMillis, clockMillis);
        return nowMillis;
    }

    /** What only who has the key can know, another for each purpose. */
    Bytes secret(Domain purpose) {
        return Hash.tagged(purpose, key.seed().toArray()).bytes();
    }

    /** @param listedSinceMillis by {@link #steady}, 0 if the caller is not listed */
    AnnounceReply sign(
            Announce announce, AnnounceReply.Content content, Swarm swarm, long listedSinceMillis, long clockMillis) {
        long now = steady(clockMillis);
        Snapshot snapshot = swarm.snapshot();
        if (snapshot.takenAtMillis() == 0 || now - snapshot.takenAtMillis() >= SNAPSHOT_MILLIS) {
            lastSnapshotMillis = Math.max(now, lastSnapshotMillis + 1);
            snapshot = new Snapshot(lastSnapshotMillis, MerkleTree.root(sortedIds(swarm)));
            swarm.keep(snapshot);
        }
        TrackerHead head = new TrackerHead.Content(
                        announce.network(),
                        key.publicKey(),
                        announce.nonce(),
                        announce.record().nodeId(),
                        now,
                        upSinceMillis,
                        listedSinceMillis,
                        snapshot.takenAtMillis(),
                        swarm.size(),
                        snapshot.members(),
                        content.digest())
                .sign(key);
        return new AnnounceReply(content, head);
    }

    private static List<Bytes> sortedIds(Swarm swarm) {
        return swarm.leases().stream()
                .map(Lease::node)
                .sorted()
                .map(NodeId::bytes)
                .toList();
    }
}
