package org.kindling.peer.lab.engine;

import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Check;
import org.kindling.protocol.message.Message;

/** What one peer holds of a link. */
final class LinkEnd {
    private final LabPeer owner;
    private final LinkId id;
    private LinkEnd other = this;
    private Pipe outgoing;
    private boolean isOpen = true;

    private LinkEnd(LabNetwork network, LabPeer owner, LinkId id) {
        this.owner = owner;
        this.id = id;
        this.outgoing = new Pipe(network, this, this);
    }

    /** Ties two peers together. @return the caller's end */
    static LinkEnd join(LabNetwork network, LabPeer caller, LinkId callersId, LabPeer called, LinkId calledId) {
        LinkEnd here = new LinkEnd(network, caller, callersId);
        LinkEnd there = new LinkEnd(network, called, calledId);
        here.other = there;
        there.other = here;
        here.outgoing = new Pipe(network, here, there);
        there.outgoing = new Pipe(network, there, here);
        return here;
    }

    LabPeer owner() {
        return owner;
    }

    LinkId id() {
        return id;
    }

    LinkEnd other() {
        return other;
    }

    boolean isOpen() {
        return isOpen;
    }

    void say(Message message) {
        Check.invariant(isOpen, "%s speaks on a link that is closed", id);
        outgoing.say(message);
    }

    /** Ends the link from this side; the other side hears of it behind everything said before. */
    void close(String reason) {
        shut();
        outgoing.end(reason);
    }

    /** This side hears and says nothing any more. */
    void shut() {
        isOpen = false;
        owner.forget(id);
    }
}
