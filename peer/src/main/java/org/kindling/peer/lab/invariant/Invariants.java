package org.kindling.peer.lab.invariant;

import java.util.List;
import java.util.function.Predicate;
import org.kindling.peer.lab.engine.Tally;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.NetworkSpec;

/** The catalogue of docs/invariants.md. INV-007 compares runs and so stands in the stories, INV-010 in the test of the audit. */
public final class Invariants {
    private Invariants() {}

    /**
     * All that can be checked within one run; fresh ones for every run, because they remember.
     *
     * @param everyone all addresses that can hold anything; may grow during the run
     * @param tally what has befallen the run so far
     */
    public static List<Invariant> all(
            NetworkSpec spec, List<Address> everyone, Predicate<NodeId> isHonest, Tally tally) {
        return List.of(
                new PersistBeforeSend(),
                new OneStatePerBlock(),
                new SupplyConserved(spec, everyone),
                new EveryTransactionSigned(),
                new WithinLimits(),
                new TrackerNotNeeded(),
                new NoHonestPeerPenalised(isHonest),
                new NoHonestTrackerSuspected(tally));
    }
}
