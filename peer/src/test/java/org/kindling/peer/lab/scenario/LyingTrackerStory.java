package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kindling.peer.lab.report.RunReport;

final class LyingTrackerStory {
    @Seeds(5)
    void whoHidesPeersIsNoticedByMost(long seed) {
        RunReport report = Told.well(LyingTracker.hiding(), seed, 40);

        assertThat(report.figures().get("suspectingShare")).isGreaterThan(0.5);
    }

    @Seeds(5)
    void whoInventsPeersIsNoticedByMost(long seed) {
        RunReport report = Told.well(LyingTracker.inventing(), seed, 40);

        assertThat(report.figures().get("suspectingShare")).isGreaterThan(0.5);
    }

    @Seeds(3)
    void whoPassesPeersOverIsNotNoticedLess(long seed) {
        noticedByMost(LyingTracker.passingOver(), seed);
    }

    @Seeds(3)
    void whoSaysAnotherBeginningToEachIsNotNoticedLess(long seed) {
        noticedByMost(LyingTracker.inManyLives(), seed);
    }

    @Seeds(3)
    void whoSaysThatItHeardOfItsInventionsAWhileAgoIsNotNoticedLess(long seed) {
        noticedByMost(LyingTracker.inventingLater(), seed);
    }

    @Seeds(3)
    void whoTellsEverybodyAFalseAddressIsNotNoticedLess(long seed) {
        noticedByMost(LyingTracker.inventingElsewhere(), seed);
    }

    private static void noticedByMost(LyingTracker lie, long seed) {
        RunReport report = Told.well(lie, seed, 30);

        assertThat(report.figures().get("suspectingShare")).isGreaterThan(0.5);
    }

    @Test
    @Tag("long")
    void twoHundredPeersNoticeBothWaysOfLying() {
        for (int seed = 1; seed <= 20; seed++) {
            Told.well(LyingTracker.hiding(), seed, 200);
            Told.well(LyingTracker.inventing(), seed, 200);
        }
    }
}
