package org.kindling.peer.lab.engine;

import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.peer.boundary.PeerView;
import org.kindling.peer.boundary.Step;
import org.kindling.protocol.Check;
import org.kindling.protocol.identity.NodeId;

/** One peer in the simulated world, over all its lives: whoever plays it now, its disk, its links, its alarm clock. */
public final class LabPeer {
    private static final int STEPS_AT_ONCE_MAX = 100_000;

    private final World world;
    private final int index;
    private final PeerPlan plan;
    private final NodeId node;
    private final Birth birth;
    private final LabDisk disk;
    private final Hands hands;
    private final TreeMap<LinkId, LinkEnd> links = new TreeMap<>();
    private final TreeSet<LinkId> dialling = new TreeSet<>();
    private @Nullable Actor actor;
    private int life;
    private long lastInbound;
    private long wakeNanos;
    private long alarmNanos = Long.MAX_VALUE;
    private long uplinkFreeNanos;
    private long lastStepNanos;
    private int stepsAtOnce;

    LabPeer(World world, int index, PeerPlan plan, Birth birth) {
        this.world = world;
        this.index = index;
        this.plan = plan;
        this.node = NodeId.of(plan.key().publicKey());
        this.birth = birth;
        this.disk = new LabDisk(world, this);
        this.hands = new Hands(this);
    }

    /** Counted from zero, in the order in which peers were added. */
    public int index() {
        return index;
    }

    /** Its name in the network. */
    public NodeId node() {
        return node;
    }

    /** Who it is over all its lives. */
    public PeerPlan plan() {
        return plan;
    }

    /** What outlives it. */
    public LabDisk disk() {
        return disk;
    }

    /** Whether it is running. */
    public boolean isAlive() {
        return actor != null;
    }

    /** How many lives it has begun. */
    public int life() {
        return life;
    }

    /** What can be read of it, while it runs. */
    public Optional<PeerView> view() {
        return actor == null ? Optional.empty() : Optional.of(actor.view());
    }

    /** How many links it holds in this direction, settled or not, and calls it is making. */
    public int links(Direction direction) {
        int count = direction == Direction.OUTBOUND ? dialling.size() : 0;
        for (LinkId link : links.keySet()) {
            if (link.direction() == direction) {
                count++;
            }
        }
        return count;
    }

    World world() {
        return world;
    }

    // ------------------------------------------------------------------ life and death

    void start() {
        Check.argument(actor == null, "peer %s runs already", index);
        life++;
        long lifeNumber = ((long) index << 20) + life;
        actor = birth.of(plan.setup(world.chance().stream("peer", lifeNumber), disk), disk.recovered(), world.now());
        world.watchers().forEach(watcher -> watcher.born(this));
        happen(new Event.Woke());
    }

    /** As a power cut or kill -9: no goodbye, nothing more written; the other ends of its links see them reset. */
    void crash() {
        Check.argument(actor != null, "peer %s is dead already", index);
        actor = null;
        alarmNanos = Long.MAX_VALUE;
        new ArrayList<>(links.values()).forEach(end -> end.close("connection reset"));
        dialling.clear();
        disk.crash();
        world.tally().count("peer-killed");
    }

    // ------------------------------------------------------------------ steps

    /** The only way anything reaches whoever plays this peer. Nothing reaches the dead. */
    void happen(Event event) {
        Actor player = actor;
        if (player == null) {
            return;
        }
        noteSpinning();
        Step step = step(player, event);
        world.stepped(this, event, step);
        for (Action action : step.actions()) {
            action.fold(hands);
        }
        wakeNanos = world.timeline().nanosAt(step.wakeAt());
        setAlarm();
    }

    private Step step(Actor player, Event event) {
        try {
            return player.step(world.now(), event);
        } catch (RuntimeException e) {
            String how = e + " at " + event.getClass().getSimpleName();
            throw new RunBroken("a peer never crashes", how, this, world, e);
        }
    }

    private void noteSpinning() {
        long nanos = world.timeline().nanos();
        stepsAtOnce = nanos == lastStepNanos ? stepsAtOnce + 1 : 0;
        lastStepNanos = nanos;
        if (stepsAtOnce > STEPS_AT_ONCE_MAX) {
            throw new RunBroken("a peer never spins", stepsAtOnce + " steps at one moment", this, world, null);
        }
    }

    /** The same, some time later, if this life still lasts. */
    void later(long delayNanos, Event event) {
        int thisLife = life;
        world.timeline().after(delayNanos, () -> {
            if (life == thisLife) {
                happen(event);
            }
        });
    }

    /** Keeps one entry in the queue: an alarm set later than need be is harmless, it looks again when it goes off. */
    private void setAlarm() {
        if (wakeNanos < alarmNanos) {
            alarmNanos = wakeNanos;
            int thisLife = life;
            long at = wakeNanos;
            world.timeline().at(at, () -> alarm(thisLife, at));
        }
    }

    private void alarm(int ofLife, long at) {
        if (life != ofLife || actor == null || alarmNanos != at) {
            return;
        }
        alarmNanos = Long.MAX_VALUE;
        if (wakeNanos <= world.timeline().nanos()) {
            happen(new Event.Woke());
        } else {
            setAlarm();
        }
    }

    // ------------------------------------------------------------------ links

    void dial(Action.Dial dial) {
        dialling.add(dial.link());
        world.network().dial(this, dial);
    }

    boolean isDialling(LinkId link) {
        return dialling.contains(link);
    }

    void dialFailed(LinkId link, String reason) {
        dialling.remove(link);
        happen(new Event.DialFailed(link, reason));
    }

    void dialled(LinkEnd end) {
        dialling.remove(end.id());
        links.put(end.id(), end);
    }

    void accepted(LinkEnd end) {
        links.put(end.id(), end);
    }

    LinkId nextInbound() {
        return new LinkId(Direction.INBOUND, ++lastInbound);
    }

    void forget(LinkId link) {
        links.remove(link);
    }

    /** The link of this name, if it still stands. */
    @Nullable
    LinkEnd link(LinkId link) {
        return links.get(link);
    }

    void hangUp(LinkId link, String reason) {
        dialling.remove(link);
        LinkEnd end = links.get(link);
        if (end != null) {
            end.close(reason);
        }
    }

    /** Whether a link to the other stands at both ends. */
    boolean isLinkedTo(LabPeer other) {
        for (LinkEnd end : links.values()) {
            if (end.other().owner() == other && end.other().isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** Waits for its turn on the way out. @return how long until the last byte has left */
    long queueToSend(long sendingNanos) {
        long nowNanos = world.timeline().nanos();
        uplinkFreeNanos = Math.max(uplinkFreeNanos, nowNanos) + sendingNanos;
        return uplinkFreeNanos - nowNanos;
    }

    @Override
    public String toString() {
        return "peer " + index;
    }
}
