package org.kindling.peer.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kindling.peer.core.session.Someone.inbound;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Limits;
import org.kindling.peer.boundary.Outbox;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.identity.NetworkGroup;
import org.kindling.protocol.message.Message;

class SeatsTest {
    private static final int SEATS = 48;

    private final Sessions sessions =
            new Sessions(Someone.numbered(0).node(), Someone.NETWORK, Limits.standard(), new SplittableRandom(3));

    private void seat(int number, String host) {
        Someone someone = Someone.of(Someone.NETWORK, number, new Endpoint(host, 1));
        sessions.connected(someone.on(inbound(number)), number, false);
        sessions.greet(inbound(number), someone.hello(), number);
    }

    private List<Session> inboundSessions() {
        return sessions.settled();
    }

    @Test
    void whoTakesManySeatsFromOnePlaceLosesOneOfThem() {
        for (int i = 1; i <= 30; i++) {
            seat(i, "20." + i + ".0.1");
        }
        for (int i = 31; i <= SEATS; i++) {
            seat(i, "66.6.0." + i);
        }

        Session spared = new Seats(Bytes.EMPTY, NetworkGroup::of)
                .spare(inboundSessions())
                .orElseThrow();

        assertThat(spared.remote().host()).startsWith("66.6.");
    }

    @Test
    void theNearTheUsefulAndTheOldStay() {
        for (int i = 1; i <= SEATS; i++) {
            seat(i, "66.6.0." + i);
        }
        Session useful = sessions.find(inbound(SEATS)).orElseThrow();
        useful.wasUseful(100_000);
        pongFrom(SEATS - 1);

        Session spared = new Seats(Bytes.EMPTY, NetworkGroup::of)
                .spare(inboundSessions())
                .orElseThrow();

        assertThat(spared.link()).isEqualTo(inbound(SEATS - 2));
    }

    private void pongFrom(int number) {
        Outbox out = new Outbox();
        sessions.wake(40_000, out);
        out.drain().stream()
                .map(Action.Send.class::cast)
                .filter(send -> send.link().equals(inbound(number)))
                .forEach(send ->
                        sessions.pong(send.link(), new Message.Pong(((Message.Ping) send.message()).nonce()), 40_005));
    }

    @Test
    void aFewAreAllSpared() {
        for (int i = 1; i <= 20; i++) {
            seat(i, "66.6.0." + i);
        }

        assertThat(new Seats(Bytes.EMPTY, NetworkGroup::of).spare(inboundSessions()))
                .isEmpty();
    }
}
