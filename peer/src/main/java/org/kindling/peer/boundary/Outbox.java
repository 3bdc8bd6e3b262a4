package org.kindling.peer.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kindling.protocol.Fault;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.bittorrent.SwarmAnnounce;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;

/** Where the parts of a peer lay down what they want done, in order, during one step. Numbers tokens and outbound links. */
public final class Outbox {
    private List<Action> actions = new ArrayList<>();
    private long lastToken;
    private long lastLink;

    public void send(LinkId link, Message message) {
        actions.add(new Action.Send(link, message));
    }

    public void close(LinkId link, Fault reason) {
        actions.add(new Action.Close(link, reason));
    }

    /** @return the link this becomes if somebody answers */
    public LinkId dial(Endpoint endpoint, Optional<NodeId> expected, long timeoutMillis) {
        LinkId link = new LinkId(Direction.OUTBOUND, ++lastLink);
        actions.add(new Action.Dial(link, endpoint, expected, timeoutMillis));
        return link;
    }

    public void askTracker(String tracker, Announce announce) {
        actions.add(new Action.AskTracker(tracker, announce));
    }

    public void askSwarm(String tracker, SwarmAnnounce announce) {
        actions.add(new Action.AskSwarm(tracker, announce));
    }

    public void askSeed(Seed seed) {
        actions.add(new Action.AskSeed(seed));
    }

    public void serveTracker(List<PeerRecord> reached) {
        actions.add(new Action.ServeTracker(reached));
    }

    public void stopTracker() {
        actions.add(new Action.StopTracker());
    }

    /** @return what {@link Event.Persisted} will carry */
    public Token persist(List<Entry> entries) {
        Token token = new Token(++lastToken);
        actions.add(new Action.Persist(token, entries));
        return token;
    }

    /** @return what {@link Event.Computed} will carry */
    public Token compute(Work work) {
        Token token = new Token(++lastToken);
        actions.add(new Action.Compute(token, work));
        return token;
    }

    public void report(Fact fact) {
        actions.add(new Action.Report(fact));
    }

    /** Takes everything out. */
    public List<Action> drain() {
        List<Action> drained = actions;
        actions = new ArrayList<>();
        return drained;
    }
}
