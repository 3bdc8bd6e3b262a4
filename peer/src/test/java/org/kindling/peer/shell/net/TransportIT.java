package org.kindling.peer.shell.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Direction;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.LinkId;
import org.kindling.protocol.Bytes;
import org.kindling.protocol.Fault;
import org.kindling.protocol.identity.Endpoint;
import org.kindling.protocol.message.Message;

final class TransportIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final NetLimits LIMITS = NetLimits.standard();

    @AfterAll
    static void stop() throws Exception {
        Station.settle(VERTX.close());
    }

    @Test
    void bothEndsProveTheirKeysAndMessagesArriveInOrder() throws Exception {
        try (Station alice = new Station(VERTX, 1, LIMITS);
                Station bob = Station.listening(VERTX, 2, LIMITS)) {
            LinkId toBob = alice.dial(bob.endpoint(), Optional.of(bob.node()));
            Event.Connected atAlice = alice.next(Event.Connected.class);
            Event.Connected atBob = bob.next(Event.Connected.class);

            alice.send(
                    toBob,
                    LongStream.range(0, 1_000).mapToObj(Message.Ping::new).toArray(Message[]::new));

            assertThat(atAlice.link()).isEqualTo(toBob);
            assertThat(atAlice.key()).isEqualTo(bob.key.publicKey());
            assertThat(atBob.key()).isEqualTo(alice.key.publicKey());
            assertThat(atBob.link().direction()).isEqualTo(Direction.INBOUND);
            for (long i = 0; i < 1_000; i++) {
                assertThat(bob.next(Event.Heard.class).message()).isEqualTo(new Message.Ping(i));
            }
        }
    }

    @Test
    void theLastWordsArriveBeforeTheLinkIsGone() throws Exception {
        try (Station alice = new Station(VERTX, 1, LIMITS);
                Station bob = Station.listening(VERTX, 2, LIMITS)) {
            LinkId toBob = alice.dial(bob.endpoint(), Optional.empty());
            bob.next(Event.Connected.class);
            alice.next(Event.Connected.class);

            alice.hangUp(toBob, new Message.Goodbye(Fault.LEAVING, List.of()));

            assertThat(bob.next(Event.Heard.class).message()).isInstanceOf(Message.Goodbye.class);
            bob.next(Event.Disconnected.class);
            assertThat(alice.events).isEmpty();
        }
    }

    @Test
    void somebodyElseThanExpectedIsHungUpOn() throws Exception {
        try (Station alice = new Station(VERTX, 1, LIMITS);
                Station bob = Station.listening(VERTX, 2, LIMITS);
                Station carol = new Station(VERTX, 3, LIMITS)) {
            alice.dial(bob.endpoint(), Optional.of(carol.node()));

            Event.DialFailed failed = alice.next(Event.DialFailed.class);

            assertThat(failed.reason()).contains(bob.node() + " answered instead of " + carol.node());
        }
    }

    /** A port that is taken and not listened on: one that was merely given back may be somebody else's by now. */
    @Test
    void nobodyThereIsSaidInWords() throws Exception {
        try (Station alice = new Station(VERTX, 1, LIMITS);
                Socket silent = new Socket()) {
            silent.bind(new InetSocketAddress("127.0.0.1", 0));

            alice.dial(new Endpoint("127.0.0.1", silent.getLocalPort()), Optional.empty());

            assertThat(alice.next(Event.DialFailed.class).reason()).isEqualTo("connection refused");
        }
    }

    @Test
    void noMoreThanTheQueueHoldsIsCollectedForAReaderBetweenTwoFlushes() throws Exception {
        NetLimits small = new NetLimits(10_000, 32, 100, 200, 5, 20, 100, 1 << 20, 20_000, 3_000, 64);
        try (Station alice = Station.listening(VERTX, 1, small);
                Sleeper sleeper = Sleeper.dial(alice.port())) {
            LinkId toSleeper = alice.next(Event.Connected.class).link();
            Message large = new Message.Unknown(99, Bytes.wrap(new byte[512 * 1024]));

            alice.send(toSleeper, large, large, large);

            assertThat(alice.next(Event.Disconnected.class).reason()).isEqualTo("it does not read what it is sent");
            assertThat(sleeper.isConnected()).isTrue();
        }
    }

    @Test
    void aReaderThatDoesNotReadIsClosed() throws Exception {
        NetLimits small = new NetLimits(10_000, 32, 100, 200, 5, 20, 100, 1 << 20, 20_000, 3_000, 64);
        try (Station alice = Station.listening(VERTX, 1, small);
                Sleeper sleeper = Sleeper.dial(alice.port())) {
            LinkId toSleeper = alice.next(Event.Connected.class).link();
            Message large = new Message.Unknown(99, Bytes.wrap(new byte[512 * 1024]));

            int sent = 0;
            while (alice.events.isEmpty() && sent++ < 1_000) {
                alice.send(toSleeper, large);
            }

            assertThat(alice.next(Event.Disconnected.class).reason()).isEqualTo("it does not read what it is sent");
            assertThat((long) alice.seen(Transport::slowReadersClosed)).isEqualTo(1);
            assertThat(sleeper.isConnected()).isTrue();
        }
    }

    @Test
    void bytesOfAnotherNetworkAreMisheardOnce() throws Exception {
        try (Station alice = Station.listening(VERTX, 1, LIMITS);
                Sleeper stranger = Sleeper.dial(alice.port())) {
            alice.next(Event.Connected.class);

            stranger.say("these are no frames of ours, and there are many of them".getBytes(StandardCharsets.US_ASCII));

            assertThat(alice.next(Event.Misheard.class).fault()).isEqualTo(Fault.FRAME_OF_ANOTHER_NETWORK);
        }
    }
}
