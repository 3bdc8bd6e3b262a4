package org.kindling.peer.core.gossip;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.Shuffle;
import org.kindling.protocol.message.Message;

/**
 * The few links along which news is pushed in full; all others are only told what there is (gossipsub 1.1, "mesh construction").
 *
 * <p>Between {@code meshMin} and {@code meshMax} members, at least {@code meshOutboundMin} of them dialled by us.
 * Rationale: whoever only calls us cannot become all that we hear.
 */
final class Mesh {
    private final Limits.Gossip limits;
    private final RandomGenerator random;
    private final TreeMap<LinkId, Neighbour> neighbours = new TreeMap<>();

    Mesh(Limits.Gossip limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
    }

    void settled(LinkId link, long nowMillis, Outbox out) {
        Neighbour neighbour = new Neighbour(link);
        neighbours.put(link, neighbour);
        if (members().size() < limits.meshTarget()) {
            graft(neighbour, out);
        }
    }

    void lost(LinkId link) {
        neighbours.remove(link);
    }

    Optional<Neighbour> find(LinkId link) {
        return Optional.ofNullable(neighbours.get(link));
    }

    Collection<Neighbour> all() {
        return neighbours.values();
    }

    List<Neighbour> members() {
        return those(Neighbour::isInMesh);
    }

    /** A few links outside the mesh, drawn anew each time. */
    List<Neighbour> lazy() {
        List<Neighbour> outside = those(neighbour -> !neighbour.isInMesh());
        Shuffle.inPlace(outside, random);
        return outside.subList(0, Math.min(limits.lazyPeers(), outside.size()));
    }

    /** Another peer grafts us: welcome unless it was pruned lately or the mesh is full. */
    void heardGraft(LinkId link, long nowMillis, Outbox out) {
        Neighbour neighbour = neighbours.get(link);
        if (neighbour == null || neighbour.isInMesh()) {
            return;
        }
        boolean isTooSoon = !neighbour.isGraftableAt(nowMillis);
        boolean isFull = members().size() >= limits.meshMax() && !neighbour.isOutbound();
        if (isTooSoon || isFull) {
            prune(neighbour, nowMillis, out);
        } else {
            neighbour.joinMesh();
        }
    }

    void heardPrune(LinkId link, long backoffMillis, long nowMillis) {
        Neighbour neighbour = neighbours.get(link);
        if (neighbour != null) {
            neighbour.leaveMesh(nowMillis + Math.max(backoffMillis, limits.pruneBackoffMillis() / 2));
        }
    }

    /** Once a heartbeat: bring the size back into bounds. */
    void tend(long nowMillis, Outbox out) {
        List<Neighbour> members = members();
        if (members.size() < limits.meshMin()) {
            graftSome(limits.meshTarget() - members.size(), Neighbour::isOutbound, nowMillis, out);
            graftSome(limits.meshTarget() - members().size(), any -> true, nowMillis, out);
        } else if (members.size() > limits.meshMax()) {
            pruneSome(members, nowMillis, out);
        }
        long outbound = members().stream().filter(Neighbour::isOutbound).count();
        graftSome((int) (limits.meshOutboundMin() - outbound), Neighbour::isOutbound, nowMillis, out);
    }

    private void graftSome(int howMany, Predicate<Neighbour> which, long nowMillis, Outbox out) {
        if (howMany <= 0) {
            return;
        }
        List<Neighbour> candidates = those(which.and(neighbour -> neighbour.isGraftableAt(nowMillis)));
        Shuffle.inPlace(candidates, random);
        candidates.stream().limit(howMany).forEach(candidate -> graft(candidate, out));
    }

    private void pruneSome(List<Neighbour> members, long nowMillis, Outbox out) {
        Shuffle.inPlace(members, random);
        int surplus = members.size() - limits.meshTarget();
        long outbound = members.stream().filter(Neighbour::isOutbound).count();
        for (Neighbour member : members) {
            if (surplus == 0) {
                return;
            }
            if (member.isOutbound() && outbound <= limits.meshOutboundMin()) {
                continue;
            }
            outbound -= member.isOutbound() ? 1 : 0;
            prune(member, nowMillis, out);
            surplus--;
        }
    }

    private void graft(Neighbour neighbour, Outbox out) {
        neighbour.joinMesh();
        out.send(neighbour.link(), new Message.Graft());
    }

    private void prune(Neighbour neighbour, long nowMillis, Outbox out) {
        neighbour.leaveMesh(nowMillis + limits.pruneBackoffMillis());
        out.send(neighbour.link(), new Message.Prune(limits.pruneBackoffMillis(), List.of()));
    }

    private List<Neighbour> those(Predicate<Neighbour> which) {
        List<Neighbour> chosen = new ArrayList<>();
        for (Neighbour neighbour : neighbours.values()) {
            if (which.test(neighbour)) {
                chosen.add(neighbour);
            }
        }
        return chosen;
    }
}
