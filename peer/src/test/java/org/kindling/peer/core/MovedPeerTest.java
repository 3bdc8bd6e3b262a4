package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Fact;
import org.kindling.peer.boundary.Instruction;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.PeerRecord;
import org.kindling.protocol.message.Message;

class MovedPeerTest {
    private static final Endpoint HOME = new Endpoint("10.9.9.9", 7000);

    private final OnePeer one = new OnePeer(List.of()).born();

    /** A call of the peer's own, up but not greeted. */
    private LinkId dialled() {
        one.step(new Event.Instructed(new Instruction.Befriend(new Endpoint("10.0.1.1", 7000))));
        LinkId link = one.actions.stream()
                .filter(Action.Dial.class::isInstance)
                .map(action -> ((Action.Dial) action).link())
                .findFirst()
                .orElseThrow();
        one.called(link);
        return link;
    }

    private static List<String> told(List<Message> sent) {
        return sent.stream()
                .filter(Message.Hello.class::isInstance)
                .map(message -> ((Message.Hello) message).seenHost())
                .toList();
    }

    @Test
    void whoeverCallsIsToldWhereTheCallCameFromAndWhoeverIsCalledIsNot() {
        LinkId caller = OnePeer.inbound(7);

        one.called(caller);
        LinkId called = dialled();

        assertThat(told(one.sent(caller))).containsExactly("10.0.1.7");
        assertThat(told(one.sent(called))).containsExactly("");
    }

    @Test
    void aPeerThatWasSeenSomewhereIssuesARecordThatSaysSoAndReportsIt() {
        one.seenHost = HOME.host();
        PeerRecord before = one.peer.view().self();
        LinkId called = dialled();

        one.hear(called, one.hello(called));

        PeerRecord after = one.peer.view().self();
        assertThat(before.endpoints()).isEmpty();
        assertThat(after.endpoints()).containsExactly(HOME);
        assertThat(after.sequence()).isGreaterThan(before.sequence());
        assertThat(one.facts()).contains(new Fact.AddressChanged(List.of(), List.of(HOME)));
        assertThat(one.peer.view().neighbourhood().sources())
                .anyMatch(source ->
                        source.kind().equals("reachability") && source.name().equals(HOME.toString()));
    }

    @Test
    void theNewRecordIsHandedToNeighboursWhoAsk() {
        one.seenHost = HOME.host();
        LinkId called = dialled();
        one.hear(called, one.hello(called));

        one.hear(called, new Message.GetPeers(8));

        assertThat(one.sent(called, Message.Peers.class))
                .last()
                .satisfies(peers ->
                        assertThat(peers.records()).contains(one.peer.view().self()));
    }
}
