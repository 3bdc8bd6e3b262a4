package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class CapsuleAloneStory {
    @Seeds(5)
    void aCapsuleAloneIsAWayIn(long seed) {
        RunReport report = Told.well(new CapsuleAlone(), seed, 20);

        assertThat(report.mishaps().get("tracker-silent")).isPositive();
        assertThat(report.figures().get("foundersJoinedMaxSeconds")).isLessThanOrEqualTo(10);
        assertThat(report.figures().get("newcomersJoinedMaxSeconds")).isLessThanOrEqualTo(10);
    }

    @Seeds(200)
    @Tag("long")
    void aCapsuleAloneIsAWayInForFifty(long seed) {
        RunReport report = Told.well(new CapsuleAlone(), seed, 50);

        assertThat(report.figures()).containsEntry("components", 1.0);
    }
}
