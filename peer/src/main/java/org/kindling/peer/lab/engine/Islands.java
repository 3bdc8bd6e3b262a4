package org.kindling.peer.lab.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.identity.NodeId;

/**
 * Into how many parts the living peers have fallen: peers are together if a settled link, or a chain of them, joins them.
 *
 * <p>A link counts if both ends call it settled and nothing cuts it. Rationale: one end alone may not have noticed yet that the
 * other is gone.
 */
public final class Islands {
    private Islands() {}

    /**
     * The number of parts.
     *
     * @param living the running peers to look at; links by way of others do not count
     */
    public static int count(World world, List<LabPeer> living) {
        Map<NodeId, Integer> places = new HashMap<>();
        for (int i = 0; i < living.size(); i++) {
            places.put(living.get(i).node(), i);
        }
        int[] parents = new int[living.size()];
        for (int i = 0; i < parents.length; i++) {
            parents[i] = i;
        }
        int islands = living.size();
        for (int i = 0; i < living.size(); i++) {
            for (PeerView.Link link : living.get(i).view().orElseThrow().links()) {
                Integer other = places.get(link.node());
                if (other == null || root(parents, i) == root(parents, other)) {
                    continue;
                }
                if (isMutual(world, living.get(i), living.get(other))) {
                    parents[root(parents, i)] = root(parents, other);
                    islands--;
                }
            }
        }
        return islands;
    }

    private static boolean isMutual(World world, LabPeer one, LabPeer other) {
        return one.isLinkedTo(other)
                && !world.network().isCut(one, other)
                && other.view().orElseThrow().links().stream()
                        .anyMatch(link -> link.node().equals(one.node()));
    }

    private static int root(int[] parents, int from) {
        int at = from;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }
}
