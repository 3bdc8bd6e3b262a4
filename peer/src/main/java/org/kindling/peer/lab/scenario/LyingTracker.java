package org.kindling.peer.lab.scenario;

import java.time.Duration;
import java.time.Instant;
import org.kindling.peer.lab.engine.LabTracker;

/** Threats T4 and T8: a tracker that was honest while the network met begins to lie, and is found out by its own signatures. */
final class LyingTracker implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final String name;
    private final LabTracker.Mood lie;
    private final String mishap;
    private final String sentence;

    private LyingTracker(String name, LabTracker.Mood lie, String mishap, String sentence) {
        this.name = name;
        this.lie = lie;
        this.mishap = mishap;
        this.sentence = sentence;
    }

    static LyingTracker hiding() {
        return new LyingTracker(
                "lying-tracker-is-noticed",
                LabTracker.Mood.HIDING,
                "tracker-hid",
                "The tracker hides one of five peers, always the same; within ten minutes peers suspect it, by what it signed.");
    }

    static LyingTracker passingOver() {
        return new LyingTracker(
                "passing-over-tracker-is-noticed",
                LabTracker.Mood.PASSING_OVER,
                "tracker-hid",
                "The tracker never names one of three peers and says so; within ten minutes peers suspect it, as those have an address.");
    }

    static LyingTracker inManyLives() {
        return new LyingTracker(
                "tracker-in-many-lives-is-noticed",
                LabTracker.Mood.HIDING_IN_MANY_LIVES,
                "tracker-hid",
                "The tracker hides peers and tells each another beginning of its life; within ten minutes peers suspect it, by what it signed.");
    }

    static LyingTracker inventingLater() {
        return new LyingTracker(
                "later-inventing-tracker-is-noticed",
                LabTracker.Mood.INVENTING_LATER,
                "tracker-invented",
                "Nine of ten peers that the tracker names do not exist, and are said to have announced a while ago; within ten minutes peers suspect it.");
    }

    static LyingTracker inventingElsewhere() {
        return new LyingTracker(
                "elsewhere-inventing-tracker-is-noticed",
                LabTracker.Mood.INVENTING_ELSEWHERE,
                "tracker-invented",
                "Nine of ten peers that the tracker names do not exist, and all are told a false address; within ten minutes peers suspect it.");
    }

    static LyingTracker inventing() {
        return new LyingTracker(
                "inventing-tracker-is-noticed",
                LabTracker.Mood.INVENTING,
                "tracker-invented",
                "Nine of ten peers that the tracker names do not exist; within ten minutes peers suspect it, by calling them.");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public int peers() {
        return 200;
    }

    @Override
    public void play(Stage stage) {
        stage.arrive(stage.world().peers());
        stage.stopMining();
        stage.reunite(Duration.ofMinutes(2));
        stage.world().run(Duration.ofMinutes(2));
        stage.expect(
                stage.chronicle().suspects() == 0,
                "an honest tracker is suspected: " + stage.chronicle().suspicion());

        Instant begin = stage.world().now();
        stage.tracker().become(lie);
        stage.world().run(PATIENCE);

        int suspecting = stage.chronicle().suspects();
        stage.measure("suspectingShare", (double) suspecting / stage.honest().size());
        stage.expect(suspecting > 0, "after ten minutes nobody suspects the tracker");
        if (suspecting > 0) {
            stage.measure(
                    "firstSuspicionSeconds",
                    Stage.seconds(Duration.between(begin, stage.chronicle().suspectedAt(0))));
            stage.measure(
                    "medianSuspicionSeconds",
                    Stage.seconds(Duration.between(begin, stage.chronicle().suspectedAt(suspecting / 2))));
        }
        stage.expectStruck(mishap);
    }
}
