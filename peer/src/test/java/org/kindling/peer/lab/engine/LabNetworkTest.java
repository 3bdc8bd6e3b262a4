package org.kindling.peer.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.Fault;
import org.kindling.protocol.message.Message;

final class LabNetworkTest {
    @Test
    void bothEndsLearnTheProvenKeyOfTheOtherAfterOneAndAHalfRoundTrips() {
        Stage stage = new Stage(1, 2);

        stage.link(0, 1);

        Event.Connected out = stage.puppet(0).all(Event.Connected.class).get(0);
        Event.Connected in = stage.puppet(1).all(Event.Connected.class).get(0);
        assertThat(out.key()).isEqualTo(stage.peer(1).plan().key().publicKey());
        assertThat(out.remote()).isEqualTo(Stage.home(1));
        assertThat(in.key()).isEqualTo(stage.peer(0).plan().key().publicKey());
        assertThat(in.remote().host()).isEqualTo(Stage.home(0).host());
        assertThat(Duration.between(World.ORIGIN, stage.puppet(0).whenFirst(Event.Connected.class)))
                .isBetween(Duration.ofMillis(27), Duration.ofMillis(198));
    }

    @Test
    void aDialThatExpectsSomebodyElseFails() {
        Stage stage = new Stage(1, 3);

        stage.now(0, Stage.dial(1, Optional.of(stage.peer(2).node())));
        stage.world.run(Duration.ofSeconds(1));

        assertThat(stage.puppet(0).all(Event.DialFailed.class)).hasSize(1);
        assertThat(stage.puppet(1).all(Event.Connected.class)).isEmpty();
    }

    @Test
    void whatIsSaidArrivesOnceAndInOrderHoweverMuchIsLost() {
        Stage stage = new Stage(7, 2, Weather.fair().withLoss(0.2));
        stage.link(0, 1);

        LongStream.range(0, 500).forEach(i -> {
            stage.now(0, Stage.ping(Stage.FIRST_OUT, i));
            stage.world.run(Duration.ofMillis(1));
        });
        stage.world.run(Duration.ofMinutes(1));

        assertThat(Stage.pings(stage.puppet(1)))
                .isEqualTo(LongStream.range(0, 500).boxed().toList());
        assertThat(stage.world.tally().of("packet-lost")).isPositive();
    }

    @Test
    void aPartitionStallsTheLinkAndItsEndDeliversEverythingInOrder() {
        Stage stage = new Stage(3, 2);
        stage.link(0, 1);

        stage.now(0, Stage.ping(Stage.FIRST_OUT, 1));
        stage.world.network().split(index -> index);
        stage.now(0, Stage.ping(Stage.FIRST_OUT, 2));
        stage.world.run(Duration.ofMinutes(1));
        List<Long> heardDuring = Stage.pings(stage.puppet(1));
        stage.now(0, Stage.ping(Stage.FIRST_OUT, 3));
        stage.world.network().heal();
        stage.now(0, Stage.ping(Stage.FIRST_OUT, 4));
        stage.world.run(Duration.ofSeconds(1));

        assertThat(heardDuring).isEmpty();
        assertThat(Stage.pings(stage.puppet(1))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(stage.world.tally().of("message-stalled")).isEqualTo(2);
    }

    @Test
    void aDialIntoAPartitionTimesOut() {
        Stage stage = new Stage(3, 2);
        stage.world.network().split(index -> index);

        stage.now(0, Stage.dial(1));
        stage.world.run(Duration.ofSeconds(6));

        assertThat(stage.puppet(0).all(Event.DialFailed.class))
                .extracting(Event.DialFailed::reason)
                .containsExactly("timed out");
        assertThat(stage.puppet(0).whenFirst(Event.DialFailed.class)).isEqualTo(World.ORIGIN.plusSeconds(5));
    }

    @Test
    void aDeadPeerRefusesAndAPeerBehindNatNeverAnswers() {
        Stage stage = new Stage(3, 2);
        stage.add(Stage.plan(2, false));
        stage.world.crash(stage.peer(1));

        stage.now(0, Stage.dial(1));
        stage.world.run(Duration.ofSeconds(1));
        stage.now(0, Stage.dial(2));
        stage.world.run(Duration.ofSeconds(6));

        assertThat(stage.puppet(0).all(Event.DialFailed.class))
                .extracting(Event.DialFailed::reason)
                .containsExactly("connection refused", "timed out");
    }

    @Test
    void theLinksOfAKilledPeerResetAtTheirOtherEnds() {
        Stage stage = new Stage(3, 2);
        stage.link(0, 1);

        stage.world.crash(stage.peer(0));
        stage.world.run(Duration.ofMillis(100));

        assertThat(stage.puppet(1).all(Event.Disconnected.class))
                .containsExactly(new Event.Disconnected(Stage.FIRST_IN, "connection reset"));
        assertThat(stage.peer(1).links(Stage.FIRST_IN.direction())).isZero();
    }

    @Test
    void aCloseFlushesFirstAndTellsOnlyTheOtherSide() {
        Stage stage = new Stage(3, 2);
        stage.link(0, 1);

        stage.now(0, Stage.ping(Stage.FIRST_OUT, 9), new Action.Close(Stage.FIRST_OUT, Fault.LEAVING));
        stage.now(1, Stage.ping(Stage.FIRST_IN, 10));
        stage.world.run(Duration.ofSeconds(1));

        assertThat(Stage.pings(stage.puppet(1))).containsExactly(9L);
        assertThat(stage.puppet(1).all(Event.Disconnected.class)).hasSize(1);
        assertThat(stage.puppet(0).all(Event.Disconnected.class)).isEmpty();
        assertThat(stage.puppet(0).all(Event.Heard.class)).isEmpty();
    }

    @Test
    void aHangUpBeforeTheAnswerEndsTheDialSilently() {
        Stage stage = new Stage(3, 2);

        stage.now(0, Stage.dial(1), new Action.Close(Stage.FIRST_OUT, Fault.REPLACED));
        stage.world.run(Duration.ofSeconds(6));

        assertThat(stage.puppet(0).diary).hasSize(2);
        assertThat(stage.puppet(1).all(Event.Connected.class)).isEmpty();
    }

    @Test
    void aNarrowUplinkDelaysWhatIsLong() {
        Stage stage = new Stage(3, 2, Weather.fair().withBandwidth(100));
        stage.link(0, 1);
        int sizeBytes = MessageSize.estimate(new Message.Ping(1));

        LongStream.range(0, 50).forEach(i -> stage.now(0, Stage.ping(Stage.FIRST_OUT, i)));
        stage.world.run(Duration.ofMillis(sizeBytes * 50L * 10 - 200));
        int before = Stage.pings(stage.puppet(1)).size();
        stage.world.run(Duration.ofSeconds(1));

        assertThat(before).isBetween(40, 49);
        assertThat(Stage.pings(stage.puppet(1))).hasSize(50);
    }
}
