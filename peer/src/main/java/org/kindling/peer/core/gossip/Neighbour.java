package org.kindling.peer.core.gossip;

import java.util.LinkedHashSet;
import java.util.Set;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.crypto.Hash;

/** What gossip keeps about one link. */
final class Neighbour {
    private static final int DECLINED_MAX = 4_096;
    private static final int BLOCKS_MAX = 64;

    private final LinkId link;
    private final BoundedSet declined = new BoundedSet(DECLINED_MAX);
    private final BoundedSet blocks = new BoundedSet(BLOCKS_MAX);
    private boolean isInMesh;
    private long graftableAtMillis;

    Neighbour(LinkId link) {
        this.link = link;
    }

    LinkId link() {
        return link;
    }

    boolean isOutbound() {
        return link.direction() == Direction.OUTBOUND;
    }

    boolean isInMesh() {
        return isInMesh;
    }

    void joinMesh() {
        isInMesh = true;
    }

    void leaveMesh(long graftableAgainAtMillis) {
        isInMesh = false;
        graftableAtMillis = Math.max(graftableAtMillis, graftableAgainAtMillis);
    }

    boolean isGraftableAt(long nowMillis) {
        return !isInMesh && nowMillis >= graftableAtMillis;
    }

    void declines(Hash transaction) {
        declined.add(transaction);
    }

    /** It declined this once, perhaps for the sake of a false copy; not any more. */
    void asksFor(Hash transaction) {
        declined.remove(transaction);
    }

    boolean wants(Hash transaction) {
        return !declined.contains(transaction);
    }

    void hasBlock(Hash block) {
        blocks.add(block);
    }

    boolean lacksBlock(Hash block) {
        return !blocks.contains(block);
    }

    /** Forgets its oldest member when full: forgetting costs a needless message, never a wrong one. */
    private static final class BoundedSet {
        private final int most;
        private final Set<Hash> members = new LinkedHashSet<>();

        BoundedSet(int most) {
            this.most = most;
        }

        void add(Hash member) {
            if (members.add(member) && members.size() > most) {
                members.remove(members.iterator().next());
            }
        }

        void remove(Hash member) {
            members.remove(member);
        }

        boolean contains(Hash member) {
            return members.contains(member);
        }
    }
}
