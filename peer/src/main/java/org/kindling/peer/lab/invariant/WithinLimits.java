package org.kindling.peer.lab.invariant;

import java.util.Optional;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;

/** INV-005: nothing grows beyond its limit: links and calls, mempool, address book, what one step may ask for. */
final class WithinLimits implements Invariant {
    /** More than a peer with all its links could want at once. */
    static final int ACTIONS_MAX = 4_096;

    @Override
    public String promise() {
        return "INV-005 everything within its limits";
    }

    @Override
    public Optional<String> afterStep(Moment moment) {
        return within(moment.step().actions().size(), ACTIONS_MAX, "actions in one step");
    }

    @Override
    public Optional<String> atCheckpoint(LabPeer peer) {
        Limits limits = peer.plan().limits();
        Limits.Links links = limits.links();
        Limits.Discovery discovery = limits.discovery();
        int outboundMax = Math.max(links.fullMeshPeers(), Math.max(links.outbound(), links.outboundSmallNetwork()))
                + Math.max(discovery.dialsAtOnce(), discovery.repairDials());
        PeerView view = peer.view().orElseThrow();
        return within(peer.links(Direction.OUTBOUND), outboundMax, "outbound links and calls")
                .or(() ->
                        within(peer.links(Direction.INBOUND), links.inbound() + links.unsettledMax(), "inbound links"))
                .or(() -> within(view.mempoolSize(), limits.mempool().transactionsMax(), "waiting transactions"))
                .or(() -> within(view.neighbourhood().known(), discovery.knownMax(), "known peers"))
                .or(() -> within(view.neighbourhood().remembered(), discovery.triedMax(), "tried peers"));
    }

    private static Optional<String> within(int count, int most, String what) {
        return count <= most ? Optional.empty() : Optional.of("has " + count + " " + what + ", at most " + most);
    }
}
