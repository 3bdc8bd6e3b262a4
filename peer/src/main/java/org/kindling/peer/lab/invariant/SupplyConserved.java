package org.kindling.peer.lab.invariant;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Address;
import org.kindling.protocol.ledger.NetworkSpec;

/**
 * INV-003: what all accounts hold together is what genesis gave plus one reward a block.
 *
 * <p>Counted once per block. Rationale: INV-002 sees to it that one count holds for all peers.
 */
final class SupplyConserved implements Invariant {
    private final NetworkSpec spec;
    private final List<Address> everyone;
    private final Set<Hash> counted = new HashSet<>();

    /** @param everyone all addresses that can hold anything in this run; grows as peers are added */
    SupplyConserved(NetworkSpec spec, List<Address> everyone) {
        this.spec = spec;
        this.everyone = everyone;
    }

    @Override
    public String promise() {
        return "INV-003 supply is conserved";
    }

    @Override
    public Optional<String> afterStep(Moment moment) {
        return NewTips.in(moment).flatMap(this::judge);
    }

    private Optional<String> judge(PeerView view) {
        PeerView.Head head = view.head();
        if (!counted.add(head.block())) {
            return Optional.empty();
        }
        long held = 0;
        for (Address address : everyone) {
            held = Math.addExact(held, view.account(address).balance().units());
        }
        long due = Math.addExact(
                spec.genesisSupply().units(),
                Math.multiplyExact(spec.blockReward().units(), head.height().value()));
        return held == due
                ? Optional.empty()
                : Optional.of("holds " + held + " units at height " + head.height() + ", there should be " + due);
    }
}
