package org.kindling.peer.core.gossip;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.crypto.Hash;

/**
 * Transactions we asked one link for after its IHAVE. One open question per transaction; when it lapses, another announcer is asked.
 *
 * <p>Each link has a share of its own. Rationale: one that announces what does not exist uses up its own share and nobody else's.
 */
final class Wants {
    private static final int OTHERS_MAX = 8;
    private static final long EXCUSED = Long.MIN_VALUE;

    /**
     * The questions that came to nothing.
     *
     * @param late who announced something, was asked for it and neither sent it nor took it back
     * @param again whom to ask now for what
     */
    record Lapse(Set<LinkId> late, Map<LinkId, List<Hash>> again) {}

    private static final class Want {
        private final Set<LinkId> others = new LinkedHashSet<>(2);
        private LinkId askedOf;
        private long deadlineMillis;

        Want(LinkId askedOf, long deadlineMillis) {
            this.askedOf = askedOf;
            this.deadlineMillis = deadlineMillis;
        }
    }

    private final int share;
    private final long timeoutMillis;
    private final Map<Hash, Want> open = new LinkedHashMap<>();
    private final Map<LinkId, Integer> asked = new LinkedHashMap<>();

    /** @param share questions open to one link */
    Wants(int share, long timeoutMillis) {
        this.share = share;
        this.timeoutMillis = timeoutMillis;
    }

    /** It announces this. @return whether to ask this link for it now; if another one is asked, it is remembered */
    boolean ask(Hash transaction, LinkId announcer, long nowMillis) {
        Want want = open.get(transaction);
        if (want != null) {
            if (want.others.size() < OTHERS_MAX && !want.askedOf.equals(announcer)) {
                want.others.add(announcer);
            }
            return false;
        }
        if (!hasRoom(announcer)) {
            return false;
        }
        open.put(transaction, new Want(announcer, nowMillis + timeoutMillis));
        count(announcer, 1);
        return true;
    }

    private boolean hasRoom(LinkId link) {
        return asked.getOrDefault(link, 0) < share;
    }

    private void count(LinkId link, int more) {
        asked.merge(link, more, (before, added) -> before + added == 0 ? null : before + added);
    }

    void arrived(Hash transaction) {
        Want want = open.remove(transaction);
        if (want != null) {
            count(want.askedOf, -1);
        }
    }

    /** It says that it has not got this any more; that is no wrong. */
    void takenBack(Hash transaction, LinkId link) {
        Want want = open.get(transaction);
        if (want != null) {
            want.others.remove(link);
            if (want.askedOf.equals(link)) {
                want.deadlineMillis = EXCUSED;
            }
        }
    }

    /** A link that is gone owes nothing; others are asked in its place. */
    void lost(LinkId link) {
        open.keySet().forEach(transaction -> takenBack(transaction, link));
    }

    /** Ends the questions that were not answered in time, and puts each to the next announcer if there is one. */
    Lapse lapsed(long nowMillis) {
        Lapse lapse = new Lapse(new TreeSet<>(), new LinkedHashMap<>());
        for (Iterator<Map.Entry<Hash, Want>> all = open.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Hash, Want> entry = all.next();
            Want want = entry.getValue();
            if (want.deadlineMillis > nowMillis) {
                continue;
            }
            if (want.deadlineMillis != EXCUSED) {
                lapse.late.add(want.askedOf);
            }
            count(want.askedOf, -1);
            if (passesOn(want, nowMillis)) {
                lapse.again
                        .computeIfAbsent(want.askedOf, link -> new ArrayList<>())
                        .add(entry.getKey());
            } else {
                all.remove();
            }
        }
        return lapse;
    }

    private boolean passesOn(Want want, long nowMillis) {
        for (LinkId next : want.others) {
            if (hasRoom(next)) {
                want.others.remove(next);
                want.askedOf = next;
                want.deadlineMillis = nowMillis + timeoutMillis;
                count(next, 1);
                return true;
            }
        }
        return false;
    }
}
