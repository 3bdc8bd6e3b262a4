package org.kindling.peer.shell.api;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.identity.Capsule;
import org.kindling.protocol.identity.CapsuleFile;
import org.kindling.protocol.identity.Checkpoint;
import org.kindling.protocol.identity.Door;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
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
     * Ourselves first, then those we have called ourselves: where they were called, others can call them. Then those who called us and say where they can be
     * called. An address that means "this machine, any interface" leads nobody anywhere.
     */
    private static List<Door> doors(PeerView view) {
        Map<NodeId, Door> doors = new LinkedHashMap<>();
        door(view.self()).ifPresent(door -> doors.put(door.node(), door));
        Set<NodeId> callers = new LinkedHashSet<>();
        for (PeerView.Link link : view.links()) {
            if (link.direction() == Direction.OUTBOUND) {
                doors.put(link.node(), new Door(link.node(), link.remote()));
            } else {
                callers.add(link.node());
            }
        }
        view.records(CapsuleFile.RECORDS_MAX).stream()
                .filter(record -> callers.contains(record.nodeId()))
                .flatMap(record -> door(record).stream())
                .forEach(door -> doors.putIfAbsent(door.node(), door));
        return doors.values().stream().limit(Capsule.DOORS_MAX).toList();
    }

    private static Optional<Door> door(PeerRecord record) {
        return record.endpoints().stream()
                .filter(endpoint -> !ANYWHERE.contains(endpoint.host()))
                .findFirst()
                .map(endpoint -> new Door(record.nodeId(), endpoint));
    }

    private static Checkpoint checkpoint(PeerView view) {
        Height height = Height.of(Math.max(0, view.head().height().value() - CHECKPOINT_DEPTH));
        BlockHeader header = view.headerAt(height).orElseThrow();
        return new Checkpoint(header.height(), header.id());
    }
}
