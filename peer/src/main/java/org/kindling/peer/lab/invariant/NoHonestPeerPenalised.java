package org.kindling.peer.lab.invariant;

import java.util.Optional;
import java.util.function.Predicate;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.protocol.identity.NodeId;

/** INV-008: faults of the world cost no honest peer its good name. */
final class NoHonestPeerPenalised implements Invariant {
    private final Predicate<NodeId> isHonest;

    NoHonestPeerPenalised(Predicate<NodeId> isHonest) {
        this.isHonest = isHonest;
    }

    @Override
    public String promise() {
        return "INV-008 no honest peer is penalised";
    }

    @Override
    public Optional<String> afterStep(Moment moment) {
        for (Action action : moment.step().actions()) {
            if (action instanceof Action.Report report
                    && report.fact() instanceof Fact.PeerPenalised penalised
                    && isHonest.test(penalised.node())) {
                return Optional.of("penalises honest peer " + penalised.node() + " for "
                        + penalised.fault().text());
            }
        }
        return Optional.empty();
    }
}
