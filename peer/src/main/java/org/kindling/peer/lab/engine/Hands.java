package org.kindling.peer.lab.engine;

import java.util.Optional;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;

/** Performs what one peer wants done. */
final class Hands implements Action.Cases<LabPeer> {
    private static final long NOBODY_NANOS = 50_000_000;

    private final LabPeer peer;

    Hands(LabPeer peer) {
        this.peer = peer;
    }

    @Override
    public LabPeer persist(Action.Persist action) {
        peer.disk().write(action);
        return peer;
    }

    /** What is said on a link that has just gone is lost, as it would be on any network. */
    @Override
    public LabPeer send(Action.Send action) {
        LinkEnd end = peer.link(action.link());
        if (end != null) {
            end.say(action.message());
        }
        return peer;
    }

    @Override
    public LabPeer dial(Action.Dial action) {
        peer.dial(action);
        return peer;
    }

    @Override
    public LabPeer close(Action.Close action) {
        peer.hangUp(action.link(), "closed by the other side");
        return peer;
    }

    @Override
    public LabPeer askTracker(Action.AskTracker action) {
        find(action.tracker()).ifPresent(tracker -> tracker.ask(peer, action));
        return peer;
    }

    @Override
    public LabPeer askSwarm(Action.AskSwarm action) {
        find(action.tracker()).ifPresent(tracker -> tracker.ask(peer, action));
        return peer;
    }

    private Optional<LabTracker> find(String url) {
        Optional<LabTracker> tracker = Optional.ofNullable(peer.world().findTracker(url));
        if (tracker.isEmpty()) {
            peer.later(NOBODY_NANOS, new Event.TrackerSilent(url, "no such host"));
        }
        return tracker;
    }

    @Override
    public LabPeer askSeed(Action.AskSeed action) {
        peer.world().seeds().ask(peer, action.seed());
        return peer;
    }

    @Override
    public LabPeer serveTracker(Action.ServeTracker action) {
        peer.world().standIn(peer).serve(peer, action.reached());
        return peer;
    }

    @Override
    public LabPeer stopTracker(Action.StopTracker action) {
        peer.world().standIn(peer).become(LabTracker.Mood.DEAD);
        return peer;
    }

    @Override
    public LabPeer compute(Action.Compute action) {
        peer.world().workshop().perform(peer, action);
        return peer;
    }

    /** Watchers have seen it in the step already. */
    @Override
    public LabPeer report(Action.Report action) {
        return peer;
    }
}
