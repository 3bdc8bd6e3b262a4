package org.kindling.peer.lab.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.TrackerFact;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.peer.lab.engine.Watcher;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.identity.NodeId;

/** Writes down what the facts of a run add up to. */
final class Chronicle implements Watcher {
    private final List<Instant> blocksProduced = new ArrayList<>();
    private final TreeMap<Long, Instant> heightsReached = new TreeMap<>();
    private final Set<Hash> believed = new LinkedHashSet<>();
    private final TreeMap<NodeId, Set<Integer>> penalisedBy = new TreeMap<>();
    private final List<Instant> suspectedAt = new ArrayList<>();
    private String suspicion = "";
    private long abandonedBranches;
    private long transactionsReturned;
    private long repairs;
    private long refusals;
    private long trackersLost;

    @Override
    public void stepped(Moment moment) {
        for (Action action : moment.step().actions()) {
            if (action instanceof Action.Report report) {
                note(moment.peer(), moment.now(), report.fact());
            }
        }
    }

    private void note(LabPeer peer, Instant now, Fact fact) {
        if (fact instanceof Fact.TipChanged tip) {
            believed.add(tip.block());
            heightsReached.putIfAbsent(tip.height().value(), now);
        } else if (fact instanceof Fact.TransactionAccepted accepted) {
            believed.add(accepted.transaction());
        } else if (fact instanceof Fact.BlockProduced) {
            blocksProduced.add(now);
        } else if (fact instanceof Fact.BranchAbandoned abandoned) {
            abandonedBranches++;
            transactionsReturned += abandoned.transactionsReturned();
        } else if (fact instanceof TrackerFact.Suspected suspect) {
            suspectedAt.add(now);
            suspicion = suspicion.isEmpty() ? peer + " at " + now + ": " + suspect.reason() : suspicion;
        } else if (fact instanceof TrackerFact.Lost) {
            trackersLost++;
        } else if (fact instanceof Fact.RepairStarted) {
            repairs++;
        } else if (fact instanceof Fact.PeerPenalised penalised) {
            penalisedBy
                    .computeIfAbsent(penalised.node(), node -> new LinkedHashSet<>())
                    .add(peer.index());
        } else if (fact instanceof Fact.BlockRefused || fact instanceof Fact.TransactionRefused) {
            refusals++;
        }
    }

    /** When blocks were found, in order. */
    List<Instant> blocksProduced() {
        return blocksProduced;
    }

    /** The highest block anybody ever stood on. */
    long height() {
        return heightsReached.isEmpty() ? 0 : heightsReached.lastKey();
    }

    /** When somebody first stood at this height. */
    Instant reachedAt(long height) {
        return heightsReached.ceilingEntry(height).getValue();
    }

    /** Ids of all blocks that were ever a tip and of all transactions that ever waited. */
    Set<Hash> believed() {
        return believed;
    }

    /** How many peers hold something against this one. */
    int penalisedBy(NodeId node) {
        return penalisedBy.getOrDefault(node, Set.of()).size();
    }

    /** How many peers have come to suspect their tracker. */
    int suspects() {
        return suspectedAt.size();
    }

    /** When they did, the first first. */
    Instant suspectedAt(int which) {
        return suspectedAt.get(which);
    }

    /** How often somebody took a tracker for lost. */
    long trackersLost() {
        return trackersLost;
    }

    /** Who was the first, and why. */
    String suspicion() {
        return suspicion;
    }

    long abandonedBranches() {
        return abandonedBranches;
    }

    long transactionsReturned() {
        return transactionsReturned;
    }

    long repairs() {
        return repairs;
    }

    long refusals() {
        return refusals;
    }
}
