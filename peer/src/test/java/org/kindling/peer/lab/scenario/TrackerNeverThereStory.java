package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class TrackerNeverThereStory {
    @Seeds(5)
    void nobodyCanTellThatTheTrackerIsDead(long seed) {
        RunReport report = Told.well(new TrackerNeverThere(), seed, 10);

        assertThat(report.mishaps().get("tracker-silent")).isPositive();
        assertThat(report.figures()).containsEntry("callsAMinute", 1.0).containsEntry("trackerCallsNeeded", 0.0);
        assertThat(report.figures().get("warningsInTenMinutes")).isLessThanOrEqualTo(1);
    }

    @Seeds(20)
    @Tag("long")
    void nobodyAmongFiftyCanTellThatTheTrackerIsDead(long seed) {
        RunReport report = Told.well(new TrackerNeverThere(), seed, 50);

        assertThat(report.figures()).containsEntry("callsAMinute", 1.0);
    }
}
