package org.kindling.peer.shell.api;

import java.util.ArrayList;
import java.util.List;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.CapsuleFile;
import org.kindling.protocol.identity.Checkpoint;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.ledger.BlockHeader;
import org.kindling.protocol.ledger.Height;

/** Mints capsules out of what a living peer knows: itself and its neighbours as doors, a settled block as checkpoint. */
final class CapsuleMint {
    /** Deep enough that no ordinary reorganisation reaches it. */
    private static final long CHECKPOINT_DEPTH = 20;

    private static final List<String> ANYWHERE = List.of("0.0.0.0", "::");

    Capsule capsule(PeerView view) {
        return new Capsule(view.network(), view.trackers(Capsule.TRACKERS_MAX), doors(view), checkpoint(view))
                .cutToFit();
    }

    CapsuleFile file(PeerView view) {
        return new CapsuleFile(capsule(view), view.spec(), view.records(CapsuleFile.RECORDS_MAX));
    }

    /**
     * Ourselves first, then those we have called ourselves: where they were called, others can call them. An address that means "this
     * machine, any interface" leads nobody anywhere.
     */
    private static List<Door> doors(PeerView view) {
        List<Door> doors = new ArrayList<>();
        view.self().endpoints().stream()
                .filter(endpoint -> !ANYWHERE.contains(endpoint.host()))
                .limit(1)
                .forEach(endpoint -> doors.add(new Door(view.node(), endpoint)));
        for (PeerView.Link link : view.links()) {
            if (link.direction() == Direction.OUTBOUND && doors.size() < Capsule.DOORS_MAX) {
                doors.add(new Door(link.node(), link.remote()));
            }
        }
        return doors;
    }

    private static Checkpoint checkpoint(PeerView view) {
        Height height = Height.of(Math.max(0, view.head().height().value() - CHECKPOINT_DEPTH));
        BlockHeader header = view.headerAt(height).orElseThrow();
        return new Checkpoint(header.height(), header.id());
    }
}
