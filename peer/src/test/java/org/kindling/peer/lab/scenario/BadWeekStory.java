package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class BadWeekStory {
    @Seeds(5)
    void whateverHappensNothingAcknowledgedIsLost(long seed) {
        RunReport report = Told.well(new BadWeek(), seed, 12);

        assertThat(report.figures()).containsEntry("components", 1.0);
    }

    @Seeds(100)
    @Tag("long")
    void whateverHappensAHundredTimesNothingAcknowledgedIsLost(long seed) {
        RunReport report = Told.well(new BadWeek(), seed, 20);

        assertThat(report.figures()).containsEntry("components", 1.0);
    }
}
