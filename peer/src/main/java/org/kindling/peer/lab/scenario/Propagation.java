package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.peer.lab.engine.Watcher;
import org.kindling.peer.lab.engine.World;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Transaction;

/** Takes the time from the moment a transaction is acknowledged to the moment each honest peer has it, waiting or in a block. */
final class Propagation implements Watcher {
    private final World world;
    private final Predicate<LabPeer> isHonest;
    private final Map<Hash, Duration> published = new LinkedHashMap<>();
    private final Map<Hash, Map<Integer, Duration>> heard = new LinkedHashMap<>();
    private boolean isOn;

    Propagation(World world, Predicate<LabPeer> isHonest) {
        this.world = world;
        this.isHonest = isHonest;
    }

    /** Follows what is acknowledged from now on. */
    void begin() {
        isOn = true;
    }

    /** Follows nothing more, but still listens for what it follows. */
    void end() {
        isOn = false;
    }

    @Override
    public void stepped(Moment moment) {
        if (!isHonest.test(moment.peer())) {
            return;
        }
        for (Action action : moment.step().actions()) {
            if (action instanceof Action.Report report) {
                note(moment.peer(), report.fact());
            }
        }
    }

    private void note(LabPeer peer, Fact fact) {
        if (fact instanceof Fact.SubmissionSettled settled) {
            if (isOn && settled.verdict().isAccepted()) {
                published.put(settled.transaction(), world.elapsed());
                arrived(settled.transaction(), peer);
            }
        } else if (fact instanceof Fact.TransactionAccepted accepted) {
            arrived(accepted.transaction(), peer);
        } else if (fact instanceof Fact.TipChanged tip) {
            peer.view()
                    .flatMap(view -> view.block(tip.block()))
                    .ifPresent(block ->
                            block.transactions().stream().map(Transaction::id).forEach(id -> arrived(id, peer)));
        }
    }

    private void arrived(Hash transaction, LabPeer peer) {
        heard.computeIfAbsent(transaction, any -> new TreeMap<>()).putIfAbsent(peer.index(), world.elapsed());
    }

    /** Seconds on the way to each of these peers, of every transaction followed; {@link Arrivals#NEVER_SECONDS} for what did not arrive. */
    Spread seconds(List<LabPeer> peers) {
        List<Double> taken = new ArrayList<>();
        published.forEach((transaction, from) -> {
            for (LabPeer peer : peers) {
                Duration at = heard.getOrDefault(transaction, Map.of()).get(peer.index());
                taken.add(at == null ? Arrivals.NEVER_SECONDS : Math.max(0, Stage.seconds(at.minus(from))));
            }
        });
        return new Spread(taken);
    }
}
