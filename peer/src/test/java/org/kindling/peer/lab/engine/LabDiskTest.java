package org.kindling.peer.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Entry;
import org.kindling.peer.boundary.Event;
import org.kindling.peer.boundary.Token;

final class LabDiskTest {
    private final Stage stage = new Stage(11, 1);

    @Test
    void aWriteIsSyncedWithinMillisecondsAndOnceInAWhileOnlyAfterARoundTrip() {
        int slow = 0;
        for (int round = 1; round <= 300; round++) {
            stage.now(0, sequence(round));
            stage.world.run(Duration.ofMillis(5));
            slow += stage.peer(0).disk().recovered().recordSequence() == round ? 0 : 1;
            stage.world.run(Duration.ofSeconds(1));

            assertThat(stage.peer(0).disk().recovered().recordSequence()).isEqualTo(round);
        }

        assertThat(slow).isBetween(2, 30);
        assertThat(stage.world.tally().of("disk-slow")).isEqualTo(slow);
    }

    @Test
    void writesAreSyncedInTheirOrder() {
        LongStream.rangeClosed(1, 100).forEach(i -> stage.now(0, sequence(i)));
        stage.world.run(Duration.ofSeconds(1));

        assertThat(stage.puppet(0).all(Event.Persisted.class))
                .extracting(persisted -> persisted.token().value())
                .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
    }

    @Test
    void aCrashMayLoseWhatWasNotSyncedAndNeverWhatWas() {
        long lost = 0;
        for (int round = 1; round <= 50; round++) {
            stage.now(0, sequence(10L * round));
            stage.world.run(Duration.ofSeconds(1));
            stage.now(0, sequence(10L * round + 1));
            stage.world.crash(stage.peer(0));
            stage.world.start(stage.peer(0));

            assertThat(stage.puppet(0).recovered.recordSequence()).isBetween(10L * round, 10L * round + 1);
            lost += 10L * round + 1 - stage.puppet(0).recovered.recordSequence();
        }

        assertThat(lost).isBetween(1L, 49L).isEqualTo(stage.world.tally().of("disk-tail-lost"));
    }

    @Test
    void noNewLifeHearsOfTheWritesOfAnEarlierOne() {
        stage.now(0, sequence(1));
        stage.world.crash(stage.peer(0));
        stage.world.start(stage.peer(0));
        stage.world.run(Duration.ofSeconds(1));

        assertThat(stage.puppet(0).all(Event.Persisted.class)).isEmpty();
    }

    @Test
    void aRefusingDiskSaysSoAndKeepsNothing() {
        stage.peer(0).disk().become(LabDisk.Health.REFUSING);

        stage.now(0, sequence(5));
        stage.world.run(Duration.ofSeconds(1));

        assertThat(stage.puppet(0).all(Event.PersistFailed.class)).hasSize(1);
        assertThat(stage.peer(0).disk().recovered().recordSequence()).isZero();
        assertThat(stage.world.tally().of("disk-refused")).isEqualTo(1);
    }

    @Test
    void aStalledDiskCatchesUpWhenItWorksAgain() {
        stage.peer(0).disk().become(LabDisk.Health.STALLED);

        stage.now(0, sequence(5), sequence(6));
        stage.world.run(Duration.ofMinutes(1));
        List<Event.Persisted> during = stage.puppet(0).all(Event.Persisted.class);
        stage.peer(0).disk().become(LabDisk.Health.WORKING);
        stage.world.run(Duration.ofSeconds(1));

        assertThat(during).isEmpty();
        assertThat(stage.puppet(0).all(Event.Persisted.class))
                .containsExactly(new Event.Persisted(new Token(5)), new Event.Persisted(new Token(6)));
    }

    private static Action.Persist sequence(long number) {
        return new Action.Persist(new Token(number), List.of(new Entry.RecordSequence(number)));
    }
}
