package org.kindling.peer.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Outcome;
import org.kindling.peer.boundary.Token;
import org.kindling.peer.boundary.Work;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.message.Message;

final class WorldTest {
    @Test
    void theFirstEventOfALifeIsToWake() {
        Stage stage = new Stage(1, 1);

        assertThat(stage.puppet(0).diary).containsExactly(new Puppet.Happened(World.ORIGIN, new Event.Woke()));
    }

    @Test
    void aPeerIsWokenWhenItLastAskedToBe() {
        Stage stage = new Stage(1, 1);
        Puppet puppet = stage.puppet(0);

        puppet.wakeAt(World.ORIGIN.plusSeconds(10));
        stage.now(0);
        puppet.wakeAt(World.ORIGIN.plusSeconds(5));
        stage.now(0);
        puppet.wakeAt(World.ORIGIN.plusSeconds(20));
        stage.now(0);
        puppet.habit((now, event) -> {
            puppet.wakeAt(Instant.MAX);
            return List.of();
        });
        stage.world.run(Duration.ofMinutes(1));

        assertThat(puppet.diary.stream()
                        .filter(happened -> happened.event() instanceof Event.Woke)
                        .map(Puppet.Happened::at))
                .containsExactly(World.ORIGIN, World.ORIGIN.plusSeconds(20));
    }

    @Test
    void whatIsPlannedForOneMomentHappensInTheOrderItWasPlanned() {
        World world = new World(1, Weather.fair());
        StringBuilder seen = new StringBuilder();

        world.after(Duration.ofSeconds(2), () -> seen.append('c'));
        world.after(Duration.ofSeconds(1), () -> seen.append('a'));
        world.after(Duration.ofSeconds(1), () -> seen.append('b'));
        world.run(Duration.ofSeconds(2));

        assertThat(seen).hasToString("abc");
    }

    @Test
    void theSameSeedGivesTheSameFingerprintAndAnotherSeedAnother() {
        assertThat(chatter(5)).isEqualTo(chatter(5)).isNotEqualTo(chatter(6));
    }

    @Test
    void equalWorkIsDoneOnceForAllPeers() {
        Stage stage = new Stage(1, 3);

        for (int i = 0; i < 3; i++) {
            stage.now(i, new Action.Compute(new Token(1), new Addition(2, 3)));
        }
        stage.now(0, new Action.Compute(new Token(2), new Addition(3, 3)));
        stage.world.run(Duration.ofSeconds(1));

        assertThat(stage.world.computations()).isEqualTo(2);
        assertThat(stage.puppet(2).all(Event.Computed.class))
                .containsExactly(new Event.Computed(new Token(1), new Sum(5)));
    }

    @Test
    void nothingReachesTheDead() {
        Stage stage = new Stage(1, 2);
        stage.link(0, 1);
        stage.now(0, Stage.ping(Stage.FIRST_OUT, 1), new Action.Compute(new Token(1), new Addition(1, 1)));
        int before = stage.puppet(0).diary.size();

        stage.world.crash(stage.peer(0));
        stage.now(0);
        stage.world.run(Duration.ofMinutes(1));

        assertThat(stage.puppet(0).diary).hasSize(before);
        assertThat(stage.world.living()).containsExactly(stage.peer(1));
    }

    @Test
    void aPeerThatSpinsOrCrashesEndsTheRunByName() {
        Stage stage = new Stage(4, 2);
        stage.puppet(1).wakeAt(World.ORIGIN);
        stage.now(1);

        assertThatThrownBy(() -> stage.world.run(Duration.ofSeconds(1)))
                .isInstanceOf(RunBroken.class)
                .hasMessageContaining("never spins broken by peer 1")
                .hasMessageContaining("seed 4");

        stage.puppet(0).habit((now, event) -> {
            throw new IllegalStateException("lost count");
        });
        assertThatThrownBy(() -> stage.now(0))
                .isInstanceOf(RunBroken.class)
                .hasMessageContaining("never crashes broken by peer 0")
                .hasMessageContaining("lost count");
    }

    /** Four peers that answer every ping with another one, in bad weather. */
    private static String chatter(long seed) {
        Stage stage = new Stage(seed, 4, Weather.fair().withLoss(0.05));
        for (Puppet puppet : stage.puppets) {
            puppet.habit(
                    (now, event) -> event instanceof Event.Heard heard && heard.message() instanceof Message.Ping ping
                            ? List.of(Stage.ping(heard.link(), ping.nonce() + 1))
                            : List.of());
        }
        for (int i = 1; i < 4; i++) {
            stage.link(i, 0);
            stage.now(i, Stage.ping(Stage.FIRST_OUT, 0));
        }
        stage.world.run(Duration.ofMinutes(1));
        assertThat(stage.world.steps()).isGreaterThan(1_000);
        return stage.world.fingerprint();
    }

    private record Sum(int value) implements Outcome {}

    private record Addition(int one, int other) implements Work {
        @Override
        public Outcome run(SignatureRule rule) {
            return new Sum(one + other);
        }

        @Override
        public Object memoKey() {
            return this;
        }
    }
}
