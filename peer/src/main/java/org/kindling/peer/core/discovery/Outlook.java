package org.kindling.peer.core.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kindling.peer.boundary.PeerView;
import org.kindling.protocol.identity.NodeId;
import org.kindling.protocol.message.Message;

/** How well connected we are, how well others say they are, and what follows from it should most peers, or all trackers, vanish. */
public final class Outlook {
    private final AddressBook book;
    private final Neighbours neighbours;
    private final Degrees degrees = new Degrees();

    Outlook(AddressBook book, Neighbours neighbours) {
        this.book = book;
        this.neighbours = neighbours;
    }

    /** A linked peer says how many others it can count on. */
    public void heard(NodeId node, Message.Reach reach, long nowMillis) {
        degrees.heard(node, reach, nowMillis);
    }

    /** How many others we can count on. */
    public Message.Reach reach() {
        Set<NodeId> linked = neighbours.nodes();
        return new Message.Reach(linked.size(), linked.size() + hopefuls(linked).size());
    }

    /** Whether we, and the network, could live without any tracker from now on. */
    public PeerView.Independence independence() {
        Set<NodeId> nodes = neighbours.nodes();
        List<Contact> linked = new ArrayList<>();
        nodes.forEach(node -> book.find(node).ifPresent(linked::add));
        return Independence.verdict(nodes.size(), linked, hopefuls(nodes), reach(), degrees);
    }

    /** Everybody known by name whom we could call with some hope: not linked, and did not fail us several times in a row. */
    private List<Contact> hopefuls(Set<NodeId> linked) {
        return book.everybody().stream()
                .filter(contact -> !contact.isGone())
                .filter(contact ->
                        contact.node().filter(node -> !linked.contains(node)).isPresent())
                .toList();
    }
}
