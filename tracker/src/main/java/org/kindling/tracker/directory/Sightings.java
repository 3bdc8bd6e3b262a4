package org.kindling.tracker.directory;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.protocol.Check;
import org.kindling.protocol.identity.NetworkId;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;

/**
 * What a directory heard from peers themselves and has not yet told its companions.
 *
 * <p>Of each peer only the last. Where there is no room the oldest goes. Rationale: a flood of announces must fill neither this list nor anybody else's;
 * who is there will announce again.
 *
 * <p>Used by the directory's thread.
 */
public final class Sightings {
    private final int signedMax;
    private final int bareMax;
    private final Map<Peer, Sighting> signed = new LinkedHashMap<>();
    private final Map<BareSighting.Place, BareSighting> bare = new LinkedHashMap<>();
    private long untold;

    /**
     * None yet.
     *
     * @param signedMax of peers with a record, how many wait
     * @param bareMax the same of those known by address alone
     */
    public Sightings(int signedMax, int bareMax) {
        Check.argument(signedMax >= 1 && bareMax >= 1, "room for no sighting");
        this.signedMax = signedMax;
        this.bareMax = bareMax;
    }

    /** How many went for want of room since the beginning. */
    public long untold() {
        return untold;
    }

    /** So many, the oldest first, or all there are. They are told then, and gone from here. */
    public List<Sighting> takeSigned(int most) {
        return take(signed, most);
    }

    /** The same of those known by address alone. */
    public List<BareSighting> takeBare(int most) {
        return take(bare, most);
    }

    void add(Sighting sighting) {
        put(signed, Peer.of(sighting.record()), sighting, signedMax);
    }

    void add(BareSighting sighting) {
        put(bare, sighting.place(), sighting, bareMax);
    }

    private <K, V> void put(Map<K, V> waiting, K key, V value, int most) {
        boolean isNews = waiting.remove(key) == null;
        if (isNews && waiting.size() >= most) {
            waiting.remove(waiting.keySet().iterator().next());
            untold++;
        }
        waiting.put(key, value);
    }

    private static <V> List<V> take(Map<?, V> waiting, int most) {
        List<V> taken = new ArrayList<>();
        Iterator<V> oldest = waiting.values().iterator();
        while (oldest.hasNext() && taken.size() < most) {
            taken.add(oldest.next());
            oldest.remove();
        }
        return taken;
    }

    /** Of whom a sighting is, or a record. */
    record Peer(NetworkId network, NodeId node) {
        static Peer of(PeerRecord record) {
            return new Peer(record.network(), record.nodeId());
        }
    }
}
