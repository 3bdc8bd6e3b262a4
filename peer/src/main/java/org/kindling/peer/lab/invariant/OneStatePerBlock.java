package org.kindling.peer.lab.invariant;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.protocol.crypto.Hash;

/** INV-002: the same block leaves the same state at every peer, whatever way led there, and it is the one its header names. */
final class OneStatePerBlock implements Invariant {
    private final Map<Hash, Hash> roots = new HashMap<>();

    @Override
    public String promise() {
        return "INV-002 one state per block";
    }

    @Override
    public Optional<String> afterStep(Moment moment) {
        return NewTips.in(moment).flatMap(view -> judge(view, view.head()));
    }

    private Optional<String> judge(PeerView view, PeerView.Head head) {
        Hash known = roots.putIfAbsent(head.block(), head.stateRoot());
        if (known != null && !known.equals(head.stateRoot())) {
            return Optional.of("has state " + head.stateRoot().shortHex() + " after block " + head.height()
                    + ", another peer has " + known.shortHex());
        }
        boolean isNamed = view.header(head.block())
                .map(header -> header.stateRoot().equals(head.stateRoot()))
                .orElse(false);
        return isNamed ? Optional.empty() : Optional.of("has a state its tip's header does not name");
    }
}
