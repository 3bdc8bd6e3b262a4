package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.kindling.peer.lab.report.RunReport;

final class HonestTrackerStory {
    @Seeds(5)
    void nobodySuspectsIt(long seed) {
        RunReport report = Told.well(HonestTracker.forHalfAnHour(), seed, 24);

        assertThat(report.mishaps().get("peer-killed")).isGreaterThan(400);
    }

    @Test
    @Tag("long")
    void nobodySuspectsItForADay() {
        RunReport report = Told.well(HonestTracker.forADay(), 1, 100);

        assertThat(report.mishaps().get("peer-killed")).isGreaterThan(80_000);
    }
}
