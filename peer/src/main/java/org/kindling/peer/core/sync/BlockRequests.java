package org.kindling.peer.core.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.crypto.Hash;

/**
 * Which link to ask for which block.
 *
 * <p>Never more than one open request per block. Rationale: a second copy costs bandwidth and proves nothing.
 * <p>A link that let a request lapse is asked last next time, and for one block only. Rationale: it must not be able to keep a
 * block from us merely by being the fastest to announce it.
 */
final class BlockRequests {
    record Request(LinkId link, long deadlineMillis) {}

    private final Map<Hash, Request> open = new LinkedHashMap<>();

    boolean isOpen(Hash block) {
        return open.containsKey(block);
    }

    void opened(Hash block, LinkId link, long deadlineMillis) {
        open.put(block, new Request(link, deadlineMillis));
    }

    /** The block came, from whomever, or will not come from this link. */
    Optional<LinkId> close(Hash block) {
        return Optional.ofNullable(open.remove(block)).map(Request::link);
    }

    boolean isAskedOf(Hash block, LinkId link) {
        Request request = open.get(block);
        return request != null && request.link.equals(link);
    }

    /** Takes out every request of a link that is gone. */
    void lost(LinkId link) {
        open.values().removeIf(request -> request.link.equals(link));
    }

    /** Takes out the requests that were not answered in time, with the links that let them lapse. */
    List<LinkId> lapsed(long nowMillis) {
        if (open.isEmpty()) {
            return List.of();
        }
        List<LinkId> late = new ArrayList<>();
        open.values().removeIf(request -> {
            boolean isLate = request.deadlineMillis <= nowMillis;
            if (isLate) {
                late.add(request.link);
            }
            return isLate;
        });
        return late;
    }

    long nextDeadlineMillis() {
        long next = Long.MAX_VALUE;
        for (Request request : open.values()) {
            next = Math.min(next, request.deadlineMillis);
        }
        return next;
    }
}
