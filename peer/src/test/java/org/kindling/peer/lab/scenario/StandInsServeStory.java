package org.kindling.peer.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.kindling.peer.lab.report.RunReport;

final class StandInsServeStory {
    @Seeds(2)
    void aFewPeersStandInForATrackerThatDied(long seed) {
        RunReport report = Told.well(new StandInsServe(), seed, 12);

        assertThat(report.mishaps().get("tracker-silent")).isPositive();
        assertThat(report.figures().get("standIns")).isBetween(1.0, 8.0);
        assertThat(report.figures().get("newcomersJoinedMaxSeconds")).isLessThanOrEqualTo(10);
        assertThat(report.figures().get("fullAgainSeconds")).isLessThanOrEqualTo(67);
    }

    @Seeds(200)
    @Tag("long")
    void aFewOfTwentyFourStandIn(long seed) {
        RunReport report = Told.well(new StandInsServe(), seed, 24);

        assertThat(report.figures().get("standIns")).isBetween(1.0, 8.0);
    }
}
