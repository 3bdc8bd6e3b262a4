package org.kindling.peer.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Fault;
import org.kindling.protocol.crypto.Hash;
import org.kindling.protocol.ledger.Height;
import org.kindling.protocol.message.ChainTip;
import org.kindling.protocol.message.Message;

class NeighboursTest {
    private static final LinkId CALLER = OnePeer.inbound(1);
    private static final ChainTip FAR_AHEAD = new ChainTip(Height.of(5), Hash.ZERO, BigInteger.valueOf(1_000));

    private final OnePeer one = new OnePeer();

    @Test
    void aPeerWhoseRecordIsNotWrittenDownYetSaysNothingBeforeItsOwnHello() {
        one.step(new Event.Woke());
        one.called(CALLER);

        one.hear(CALLER, one.hello(CALLER, FAR_AHEAD));
        int saidBefore = one.sent(CALLER).size();
        one.serve();

        assertThat(saidBefore).isZero();
        assertThat(one.sent(CALLER).get(0)).isInstanceOf(Message.Hello.class);
        assertThat(one.sent(CALLER)).hasAtLeastOneElementOfType(Message.GetHeaders.class);
        assertThat(one.links()).isOne();
    }

    @Test
    void whoeverIsTurnedAwayBeforeItHasSaidHelloHearsOfNobody() {
        one.born();
        one.linked(1_000);
        int most = OnePeer.LIMITS.links().unsettledMax();
        for (int i = 1; i <= most; i++) {
            one.called(OnePeer.inbound(i));
        }
        LinkId scanner = OnePeer.inbound(most + 1);

        one.called(scanner);

        assertThat(one.peer.view().records(8)).as("whom it could name").hasSize(2);
        assertThat(one.sent(scanner)).containsExactly(new Message.Goodbye(Fault.FULL, List.of()));
    }

    @Test
    void aCallerThatGreetsTwiceWhileItWaitsIsOutOfTurn() {
        one.step(new Event.Woke());
        one.called(CALLER);
        one.hear(CALLER, one.hello(CALLER));

        one.hear(CALLER, one.hello(CALLER));

        assertThat(one.actions).contains(new Action.Close(CALLER, Fault.OUT_OF_TURN));
    }

    @Test
    void aCallerThatHangsUpWhileItWaitsIsForgotten() {
        one.step(new Event.Woke());
        one.called(CALLER);
        one.hear(CALLER, one.hello(CALLER));

        one.step(new Event.Disconnected(CALLER, "gone"));
        one.serve();

        assertThat(one.sent(CALLER)).isEmpty();
        assertThat(one.links()).isZero();
    }
}
