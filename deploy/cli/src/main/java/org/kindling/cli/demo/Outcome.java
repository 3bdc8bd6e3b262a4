package org.kindling.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demonstration came to, each figure as the peers told it.
 *
 * @param hadTracker whether there was one to kill
 * @param joined peers that stood with links and the chain while the tracker lived; if there was none, from a capsule
 * @param heightBefore where the chain was when the tracker was killed, or would have been
 * @param joinedWithoutTracker newcomers that caught up after it was gone
 * @param trackerCallsNeededAfterKill how often a peer asked a tracker for want of anybody else
 */
public record Outcome(
        int peers,
        boolean hadTracker,
        int joined,
        long heightBefore,
        int joinedWithoutTracker,
        boolean restartedFromDisk,
        long heightAtEnd,
        int transactionsSubmitted,
        int transactionsOnEveryPeer,
        int distinctTips,
        int distinctStateRoots,
        long trackerCallsNeededAfterKill,
        double residentMiBPerPeer) {
    static final int NEWCOMERS = 3;

    /** {@code ok}, or what failed in words. */
    public String verdict() {
        List<String> failures = new ArrayList<>();
        check(failures, joined == peers, joined + " of " + peers + " peers joined");
        check(
                failures,
                joinedWithoutTracker == NEWCOMERS,
                joinedWithoutTracker + " of " + NEWCOMERS + " newcomers joined without a tracker");
        check(failures, restartedFromDisk, "the killed peer did not come back from its disk");
        check(failures, heightAtEnd > heightBefore, "the chain did not grow after the tracker was gone");
        check(failures, transactionsSubmitted > 0, "nothing was submitted");
        check(
                failures,
                transactionsOnEveryPeer == transactionsSubmitted,
                transactionsOnEveryPeer + " of " + transactionsSubmitted + " transactions are on every peer");
        check(failures, distinctTips == 1, distinctTips + " different tips");
        check(failures, distinctStateRoots == 1, distinctStateRoots + " different state roots");
        check(
                failures,
                trackerCallsNeededAfterKill == 0,
                trackerCallsNeededAfterKill + " tracker calls were needed after it was gone");
        return failures.isEmpty() ? "ok" : String.join("; ", failures);
    }

    private static void check(List<String> failures, boolean holds, String otherwise) {
        if (!holds) {
            failures.add(otherwise);
        }
    }

    public boolean isOk() {
        return verdict().equals("ok");
    }

    public ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("peers", peers)
                .put("joinedWithTracker", hadTracker ? joined : 0)
                .put("trackerKilledAtHeight", hadTracker ? Long.valueOf(heightBefore) : null)
                .put("joinedWithoutTracker", joinedWithoutTracker)
                .put("restartedFromDisk", restartedFromDisk)
                .put("heightAtEnd", heightAtEnd)
                .put("transactionsSubmitted", transactionsSubmitted)
                .put("transactionsOnEveryPeer", transactionsOnEveryPeer)
                .put("distinctTips", distinctTips)
                .put("distinctStateRoots", distinctStateRoots)
                .put("trackerCallsNeededAfterKill", trackerCallsNeededAfterKill)
                .put("residentMiBPerPeer", residentMiBPerPeer)
                .put("verdict", verdict());
    }
}
