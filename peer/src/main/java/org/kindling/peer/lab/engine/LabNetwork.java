package org.kindling.peer.lab.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;

/**
 * The network between the peers: secured links with latency, loss and partitions; NAT; nobody at home.
 *
 * <p>Messages travel as objects. Rationale: the encoding has tests of its own, and a thousand peers share one copy of every block.
 */
public final class LabNetwork {
    private static final int EPHEMERAL_PORT_MIN = 32_768;
    private static final int EPHEMERAL_PORTS = 28_000;

    private final World world;
    private final Weather weather;
    private final SplittableRandom random;
    private final Map<Endpoint, LabPeer> homes = new HashMap<>();
    private final Set<Pipe> stalled = new LinkedHashSet<>();
    private IntUnaryOperator sideOf = index -> 0;
    private boolean isSplit;

    LabNetwork(World world, Weather weather) {
        this.world = world;
        this.weather = weather;
        this.random = world.chance().stream("network");
    }

    Timeline timeline() {
        return world.timeline();
    }

    void settle(LabPeer peer) {
        homes.put(peer.plan().home(), peer);
    }

    // ------------------------------------------------------------------ partitions

    /** Cuts the network: only peers on the same side hear each other. Trackers are on side zero. */
    public void split(IntUnaryOperator sideOfIndex) {
        sideOf = sideOfIndex;
        isSplit = true;
        world.tally().count("partition");
    }

    /** Joins all sides again; links that outlived the partition deliver what was stuck, in order. */
    public void heal() {
        isSplit = false;
        List<Pipe> waiting = new ArrayList<>(stalled);
        stalled.clear();
        waiting.forEach(Pipe::resume);
    }

    /** Whether nothing gets from one to the other at present. */
    public boolean isCut(LabPeer one, LabPeer other) {
        return isSplit && sideOf.applyAsInt(one.index()) != sideOf.applyAsInt(other.index());
    }

    boolean isCutFromTrackers(LabPeer peer) {
        return isSplit && sideOf.applyAsInt(peer.index()) != 0;
    }

    void stalled(Pipe pipe) {
        world.tally().count("message-stalled");
        stalled.add(pipe);
    }

    // ------------------------------------------------------------------ time on the way

    /** How long something of this size takes from one peer to the other, this time. */
    long travelNanos(LabPeer from, LabPeer to, int sizeBytes) {
        long nanos = jittered(latencyNanos(from, to));
        long lossNanos = weather.retransmitMillis() * 1_000_000;
        while (weather.loss() > 0 && random.nextDouble() < weather.loss()) {
            world.tally().count("packet-lost");
            nanos += lossNanos;
            lossNanos *= 2;
        }
        if (weather.bytesPerSecond() > 0) {
            nanos += from.queueToSend(sizeBytes * 1_000_000_000L / weather.bytesPerSecond());
        }
        return nanos;
    }

    private long jittered(long nanos) {
        double factor = 1 + weather.jitter() * (2 * random.nextDouble() - 1);
        return (long) (nanos * factor);
    }

    /** One way between two peers, always the same for a pair. */
    private long latencyNanos(LabPeer one, LabPeer other) {
        double share = world.chance().ofPair(one.index(), other.index());
        double millis = weather.latencyMillisMin() + share * (weather.latencyMillisMax() - weather.latencyMillisMin());
        return (long) (millis * 1e6);
    }

    // ------------------------------------------------------------------ dialling

    void dial(LabPeer caller, Action.Dial dial) {
        LabPeer called = homes.get(dial.endpoint());
        long timeoutNanos = dial.timeoutMillis() * 1_000_000;
        if (called == null || !called.plan().isReachable() || isCut(caller, called)) {
            world.tally().count("dial-unanswered");
            fail(caller, dial, timeoutNanos, "timed out");
            return;
        }
        long roundTripNanos = 2 * jittered(latencyNanos(caller, called));
        if (!called.isAlive()) {
            world.tally().count("dial-refused");
            fail(caller, dial, Math.min(roundTripNanos, timeoutNanos), "connection refused");
            return;
        }
        long readyNanos = roundTripNanos * 3 / 2;
        if (readyNanos > timeoutNanos) {
            world.tally().count("dial-too-slow");
            fail(caller, dial, timeoutNanos, "timed out");
            return;
        }
        int life = caller.life();
        int calledLife = called.life();
        timeline().after(readyNanos, () -> {
            if (caller.life() == life && caller.isDialling(dial.link())) {
                answer(caller, called, calledLife, dial);
            }
        });
    }

    private void answer(LabPeer caller, LabPeer called, int calledLife, Action.Dial dial) {
        if (called.life() != calledLife || !called.isAlive() || isCut(caller, called)) {
            caller.dialFailed(dial.link(), "connection reset");
            return;
        }
        NodeId found = called.node();
        if (dial.expected().isPresent() && !dial.expected().get().equals(found)) {
            caller.dialFailed(
                    dial.link(),
                    "node " + found + " answers there, not " + dial.expected().get());
            return;
        }
        connect(caller, called, dial);
    }

    private void connect(LabPeer caller, LabPeer called, Action.Dial dial) {
        LinkId inbound = called.nextInbound();
        LinkEnd here = LinkEnd.join(this, caller, dial.link(), called, inbound);
        caller.dialled(here);
        called.accepted(here.other());
        int port = EPHEMERAL_PORT_MIN + random.nextInt(EPHEMERAL_PORTS);
        Endpoint seenFrom = new Endpoint(caller.plan().home().host(), port);
        called.happen(new Event.Connected(inbound, caller.plan().key().publicKey(), seenFrom));
        if (here.isOpen()) {
            caller.happen(new Event.Connected(dial.link(), called.plan().key().publicKey(), dial.endpoint()));
        }
    }

    private void fail(LabPeer caller, Action.Dial dial, long afterNanos, String reason) {
        int life = caller.life();
        timeline().after(afterNanos, () -> {
            if (caller.life() == life && caller.isDialling(dial.link())) {
                caller.dialFailed(dial.link(), reason);
            }
        });
    }
}
