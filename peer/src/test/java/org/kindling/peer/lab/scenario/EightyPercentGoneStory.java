package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class EightyPercentGoneStory {
    @Seeds(5)
    void theLastFifthFindsItselfAndItsPace(long seed) {
        RunReport report = Told.well(new EightyPercentGone(), seed, 50);

        assertThat(report.mishaps()).containsEntry("peer-killed", 40L);
        assertThat(report.figures().get("recoverySeconds")).isLessThanOrEqualTo(20);
        assertThat(report.figures().get("rateAfter")).isBetween(0.5, 1.5);
    }

    @Seeds(100)
    @Tag("long")
    void theLastFortyOfTwoHundredFindThemselvesAndTheirPace(long seed) {
        RunReport report = Told.well(new EightyPercentGone(), seed, 200);

        assertThat(report.mishaps()).containsEntry("peer-killed", 160L);
    }
}
