package org.kindling.peer.core.gossip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.crypto.Signature;
import org.kindling.protocol.ledger.Transaction;

/**
 * Which transactions we have been shown lately and by whom. Bounded; the oldest is forgotten first, which costs one needless check later.
 *
 * <p>A transaction counts as seen only when it has passed its check; until then only the very copy that is being checked is not looked
 * at again. Rationale: the id covers no signature, so a copy with a false one must not stand in the way of the true one
 * (Bitcoin Core tells copies apart by their witness id).
 */
final class SeenTransactions {
    private static final int HOLDERS_MAX = 16;

    private static final class Sighting {
        private final List<LinkId> holders = new ArrayList<>(2);
        private final Set<Signature> inCheck = new LinkedHashSet<>(2);
        private boolean isTrue;
    }

    private final int most;
    private final Map<Hash, Sighting> sightings = new LinkedHashMap<>();

    SeenTransactions(int most) {
        this.most = most;
    }

    /** Whether it has been seen and is truly signed. */
    boolean contains(Hash transaction) {
        Sighting sighting = sightings.get(transaction);
        return sighting != null && sighting.isTrue;
    }

    /** This copy may be checked. @return whether it is worth that: not known to be true, and not in check already */
    boolean toCheck(Transaction copy) {
        Sighting sighting = sighting(copy.id());
        return !sighting.isTrue && sighting.inCheck.add(copy.signature());
    }

    /** It is truly signed: no copy is worth a check any more. */
    void isTrue(Hash transaction) {
        Sighting sighting = sighting(transaction);
        sighting.isTrue = true;
        sighting.inCheck.clear();
    }

    private Sighting sighting(Hash transaction) {
        Sighting sighting = sightings.computeIfAbsent(transaction, id -> new Sighting());
        if (sightings.size() > most) {
            sightings.remove(sightings.keySet().iterator().next());
        }
        return sighting;
    }

    void heldBy(Hash transaction, LinkId link) {
        Sighting sighting = sightings.get(transaction);
        if (sighting != null && sighting.holders.size() < HOLDERS_MAX && !sighting.holders.contains(link)) {
            sighting.holders.add(link);
        }
    }

    boolean isHeldBy(Hash transaction, LinkId link) {
        Sighting sighting = sightings.get(transaction);
        return sighting != null && sighting.holders.contains(link);
    }

    /** This copy was not checked, or refused for a reason that may pass; whoever shows it again gets another hearing. */
    void forget(Transaction copy) {
        Sighting sighting = sightings.get(copy.id());
        if (sighting != null && !sighting.isTrue) {
            sighting.inCheck.remove(copy.signature());
            if (sighting.inCheck.isEmpty()) {
                sightings.remove(copy.id());
            }
        }
    }
}
