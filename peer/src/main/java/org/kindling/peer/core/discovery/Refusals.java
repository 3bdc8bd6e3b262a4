package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.identity.Endpoint;

/**
 * Why the latest calls came to nothing, one line an address, for whoever asks why there are so few links.
 *
 * <p>Bounded: the address whose failure is longest ago goes first.
 */
final class Refusals {
    private static final int KEPT = 32;

    private final Map<Endpoint, PeerView.Refusal> latest = new LinkedHashMap<>();

    void add(PeerView.Refusal refusal) {
        latest.remove(refusal.endpoint());
        latest.put(refusal.endpoint(), refusal);
        if (latest.size() > KEPT) {
            latest.remove(latest.keySet().iterator().next());
        }
    }

    /** Somebody answered there after all. */
    void forget(Endpoint endpoint) {
        latest.remove(endpoint);
    }

    /** Latest first. */
    List<PeerView.Refusal> all() {
        List<PeerView.Refusal> all = new ArrayList<>(latest.values());
        Collections.reverse(all);
        return all;
    }
}
