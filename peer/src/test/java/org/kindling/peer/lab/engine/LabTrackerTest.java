package org.kindling.peer.lab.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kindling.peer.boundary.Action;
import org.kindling.peer.boundary.Event;
import org.kindling.protocol.announce.Announce;
import org.kindling.protocol.crypto.SignatureRule;
import org.kindling.protocol.identity.PeerRecord;

final class LabTrackerTest {
    private static final String URL = "http://tracker.lab";

    private final Stage stage = new Stage(2, 3);
    private final LabTracker tracker = stage.world.addTracker(URL);

    @Test
    void whoHasAnnouncedIsListedToTheOthers() {
        announce(0);
        announce(1);
        announce(2);

        assertThat(answers(0)).containsExactly(List.of());
        assertThat(answers(1)).containsExactly(List.of(record(0)));
        assertThat(answers(2).get(0)).containsExactlyInAnyOrder(record(0), record(1));
        assertThat(tracker.calls()).isEqualTo(3);
    }

    @Test
    void aLeaseThatIsNotRenewedRunsOut() {
        announce(0);
        stage.world.run(Duration.ofMinutes(3));
        announce(1);

        assertThat(answers(1)).containsExactly(List.of());
    }

    @Test
    void aDeadTrackerRefusesAndForgets() {
        announce(0);
        tracker.become(LabTracker.Mood.DEAD);
        announce(1);
        tracker.become(LabTracker.Mood.HONEST);
        announce(2);

        assertThat(stage.puppet(1).all(Event.TrackerSilent.class)).hasSize(1);
        assertThat(answers(2)).containsExactly(List.of());
        assertThat(stage.world.tally().of("tracker-silent")).isEqualTo(1);
    }

    @Test
    void anEmptyTrackerListsNobody() {
        tracker.become(LabTracker.Mood.EMPTY);
        announce(0);
        announce(1);

        assertThat(answers(1)).containsExactly(List.of());
    }

    @Test
    void aLyingTrackerInventsPeersAndForgesHalfOfTheirSignatures() {
        tracker.become(LabTracker.Mood.LYING);
        announce(0);

        List<PeerRecord> lies = answers(0).get(0);
        assertThat(lies).hasSize(20).doesNotContain(record(1));
        assertThat(lies.stream().filter(lie -> lie.isTrulySigned(SignatureRule.best())))
                .hasSizeBetween(1, 19);
    }

    @Test
    void nobodyAnswersAtAnUnknownAddress() {
        stage.now(0, new Action.AskTracker("http://elsewhere.lab", words(0)));
        stage.world.run(Duration.ofSeconds(1));

        assertThat(stage.puppet(0).all(Event.TrackerSilent.class))
                .containsExactly(new Event.TrackerSilent("http://elsewhere.lab", "no such host"));
    }

    private void announce(int index) {
        stage.now(index, new Action.AskTracker(URL, words(index)));
        stage.world.run(Duration.ofSeconds(1));
    }

    private static Announce words(int index) {
        PeerRecord record = record(index);
        return new Announce(record.network(), record, Announce.Occasion.STARTED, 20);
    }

    private static PeerRecord record(int index) {
        PeerPlan plan = Stage.plan(index, true);
        return new PeerRecord.Content(
                        Stage.SPEC.id(),
                        plan.key().publicKey(),
                        1,
                        List.of(plan.home()),
                        List.of(),
                        1,
                        World.ORIGIN.toEpochMilli() + 3_600_000)
                .sign(plan.key());
    }

    private List<List<PeerRecord>> answers(int index) {
        return stage.puppet(index).all(Event.TrackerAnswered.class).stream()
                .map(answered -> answered.reply().records())
                .toList();
    }
}
