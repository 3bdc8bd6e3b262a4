package org.kindling.peer.lab.invariant;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.peer.lab.engine.RunBroken;
import org.kindling.peer.lab.engine.Watcher;
import org.kindling.peer.lab.engine.World;

/** Checks every invariant on every honest peer; the first one broken ends the run. */
public final class Watchtower implements Watcher {
    private final World world;
    private final List<Invariant> invariants;
    private final Predicate<LabPeer> isHonest;

    /** @param isHonest liars promise nothing */
    public Watchtower(World world, List<Invariant> invariants, Predicate<LabPeer> isHonest) {
        this.world = world;
        this.invariants = List.copyOf(invariants);
        this.isHonest = isHonest;
    }

    @Override
    public void born(LabPeer peer) {
        invariants.forEach(invariant -> invariant.born(peer));
    }

    @Override
    public void stepped(Moment moment) {
        if (isHonest.test(moment.peer())) {
            for (Invariant invariant : invariants) {
                judge(invariant, moment.peer(), invariant.afterStep(moment));
            }
        }
    }

    /** Checks what is too dear for every step. */
    public void checkpoint() {
        for (LabPeer peer : world.living()) {
            if (isHonest.test(peer)) {
                for (Invariant invariant : invariants) {
                    judge(invariant, peer, invariant.atCheckpoint(peer));
                }
            }
        }
    }

    private void judge(Invariant invariant, LabPeer peer, Optional<String> broken) {
        if (broken.isPresent()) {
            throw new RunBroken(invariant.promise(), broken.get(), peer, world, null);
        }
    }
}
