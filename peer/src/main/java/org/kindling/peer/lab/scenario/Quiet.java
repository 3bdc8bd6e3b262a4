package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.lab.engine.LabPeer;
import org.kindling.peer.lab.engine.Moment;
import org.kindling.peer.lab.engine.Watcher;

/** Counts how often a peer bothers trackers, and the operator. */
final class Quiet implements Watcher {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final Map<Integer, Deque<Instant>> calls = new TreeMap<>();
    private final Map<String, Deque<Instant>> warnings = new TreeMap<>();
    private int callsAMinuteMost;
    private int warningsInTenMinutesMost;
    private long callsAll;
    private String loudest = "";

    @Override
    public void stepped(Moment moment) {
        for (Action action : moment.step().actions()) {
            if (action instanceof Action.AskTracker || action instanceof Action.AskSwarm) {
                callsAll++;
                callsAMinuteMost = Math.max(
                        callsAMinuteMost,
                        count(
                                calls.computeIfAbsent(moment.peer().index(), peer -> new ArrayDeque<>()),
                                moment.now(),
                                MINUTE));
            } else if (action instanceof Action.Report report
                    && report.fact().level().compareTo(Fact.Level.WARN) >= 0) {
                warn(moment.peer(), report.fact(), moment.now());
            }
        }
    }

    private void warn(LabPeer peer, Fact fact, Instant now) {
        String line = peer.index() + " " + fact.verb();
        int times = count(warnings.computeIfAbsent(line, any -> new ArrayDeque<>()), now, TEN_MINUTES);
        if (times > warningsInTenMinutesMost) {
            warningsInTenMinutesMost = times;
            loudest = "peer " + peer.index() + " at " + now + ": " + fact;
        }
    }

    /** Adds one. @return how many there were within the window that ends now */
    private static int count(Deque<Instant> moments, Instant now, Duration window) {
        moments.addLast(now);
        while (!moments.getFirst().isAfter(now.minus(window))) {
            moments.removeFirst();
        }
        return moments.size();
    }

    /** The most calls that one peer made within any minute, to all trackers together. */
    int callsAMinuteMost() {
        return callsAMinuteMost;
    }

    long calls() {
        return callsAll;
    }

    /** The most often that one peer told the operator the same thing at WARN or above within any ten minutes. */
    int warningsInTenMinutesMost() {
        return warningsInTenMinutesMost;
    }

    /** The warning that was told most often when it was. */
    String loudest() {
        return loudest;
    }
}
